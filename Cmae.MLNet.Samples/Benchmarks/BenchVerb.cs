using System.CommandLine;
using Cmae.MLNet.Samples.Benchmarks.Scaling;
using Cmae.MLNet.Samples.Tool.CommandLine;
using Cmae.MLNet.Samples.Tool.Output;
using Spectre.Console;

namespace Cmae.MLNet.Samples.Benchmarks;

/// <summary>Measures how fast this library is on this machine.</summary>
internal static class BenchVerb
{
    public static Command Create(IAnsiConsole console)
    {
        var command = new VerbCommand(
            "bench",
            "Measure on this machine: a training step against a plain port of the official one, and everything else that "
            + "takes time. Prints the tables of docs/benchmarks.md.")
        {
            Examples =
            [
                "bench --quick",
                "bench --only training,inference --json figures.json",
                "bench --only scaling --plot scaling.svg",
            ],
        };
        var json = new Option<FileInfo?>("--json") { Description = "File to write the figures to.", HelpName = "FILE" };
        var plot = new Option<FileInfo?>("--plot")
        {
            Description = "File to draw the scaling of a training step to: .svg.",
            HelpName = "FILE",
        };
        plot.Validators.Add(result => result.RequireExtension(".svg"));
        var arguments = new BenchmarkArguments(command);
        command.Add(json);
        command.Add(plot);
        command.Validators.Add(result =>
        {
            if (result.GetResult(plot) is not null && !arguments.Parts(result).Contains(BenchmarkPart.Scaling))
                result.AddError("--plot needs the part 'scaling'.");
        });

        command.SetVerb((parsed, cancellation) =>
        {
            // Not through the console, which would break the tables' lines at its width.
            TextWriter output = console.Profile.Out.Writer;
            BenchmarkReport report = new Benchmark(
                arguments.Parts(parsed), arguments.Encoders(parsed), arguments.Plan(parsed), output, cancellation).Run();
            output.WriteLine($"{report.Seconds:F0} s in all.");
            if (parsed.GetValue(json) is { } file)
                JsonFile.Save(report, file.FullName);
            if (parsed.GetValue(plot) is { } picture)
                TextFile.Save(ScalingPlot.Draw(report.Scaling!), picture.FullName);
        });
        return command;
    }
}
