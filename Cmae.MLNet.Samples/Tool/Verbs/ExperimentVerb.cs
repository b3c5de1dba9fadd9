using System.CommandLine;
using Cmae.MLNet.Samples.Tool.CommandLine;
using Cmae.MLNet.Samples.Tool.Display;
using Cmae.MLNet.Samples.Tool.Drawing;
using Cmae.MLNet.Samples.Tool.Experiments;
using Cmae.MLNet.Samples.Tool.Output;
using Spectre.Console;

namespace Cmae.MLNet.Samples.Tool.Verbs;

/// <summary>Runs an experiment: variants of one pre-training, several seeds, each measured alike.</summary>
internal static class ExperimentVerb
{
    private const int QuickImages = 160;
    private const int QuickSide = 32;

    public static Command Create(IAnsiConsole console)
    {
        var command = new VerbCommand(
            "experiment",
            "Compare variants of pre-training, as a JSON file describes them: pre-train, probe and fine-tune each with every "
            + "seed. Continues where it was interrupted.")
        {
            Examples =
            [
                "experiment docs/experiments/cifar10.json --images cifar10 --output runs/cifar10",
                "experiment docs/experiments/cifar10.json --quick",
            ],
        };
        var description = new Argument<FileInfo>("FILE.json") { Description = "The experiment; docs/experiments has some." };
        var images = new Option<DirectoryInfo?>("--images")
        {
            Description = "Folder of labeled images, as for 'classify'; its train images are pre-trained on.",
            HelpName = "DIR",
        };
        var unlabeled = new Option<DirectoryInfo[]>("--unlabeled")
        {
            Description = "More images to pre-train on. Repeatable.",
            HelpName = "DIR",
            DefaultValueFactory = _ => [],
        };
        var output = new Option<DirectoryInfo?>("--output")
        {
            Description = "Folder for trainings and results. The default is runs/experiments/NAME.",
            HelpName = "DIR",
        };
        var quick = new Option<bool>("--quick")
        {
            Description = "Only show that it runs: one seed, one epoch, without --images on a few drawn images. Its results go to a "
                + "folder of their own.",
        };
        command.Add(description);
        foreach (Option option in (Option[])[images, unlabeled, output, quick])
            command.Add(option);
        var badImages = new BadImagesArgument(command);
        command.AddCheck(result =>
        {
            if (result.GetResult(images) is null && !result.GetValue(quick))
                result.AddError("--images is needed: the folder of labeled images to run the experiment on.");
        });

        command.SetVerb((parsed, cancellation) =>
        {
            FileInfo file = parsed.GetRequiredValue(description);
            Experiment experiment = Experiment.Load(file);
            string name = Path.GetFileNameWithoutExtension(file.Name);
            if (parsed.GetValue(quick))
                (experiment, name) = (experiment.Quick(), $"{name}-quick");
            DirectoryInfo results = parsed.GetValue(output) ?? new(Path.Combine(Environment.CurrentDirectory, "runs", "experiments", name));
            DirectoryInfo photos = parsed.GetValue(images) ?? new(Path.Combine(results.FullName, "drawn-images"));
            DirectoryInfo[] more = parsed.GetRequiredValue(unlabeled);
            var folder = new ExperimentFolder(results, experiment, [photos, .. more]);
            if (parsed.GetValue(images) is null)
                DrawnImageFolder.Write(photos.FullName, QuickImages, QuickSide, seed: 1);

            console.Line(experiment.Name);
            IReadOnlyList<ExperimentFigures> figures = new ExperimentRunner(
                console, experiment, folder, photos, more, ml => badImages.Loader(parsed, ml, console.Warn, cancellation), cancellation)
                .Run();
            JsonFile.Save(figures, folder.Results.FullName);
            string table = ExperimentTable.Of(experiment, figures);
            TextFile.Save(table, folder.Table.FullName);
            console.Profile.Out.Writer.Write(table);
            console.Line($"Saved {results.FullName}.");
        });
        return command;
    }
}
