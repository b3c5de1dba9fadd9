using System.Diagnostics;
using Cmae.MLNet.Samples.Benchmarks.Measuring;
using Cmae.MLNet.Samples.Demo;
using Cmae.MLNet.Samples.Tool.CommandLine;
using Cmae.MLNet.Samples.Tool.Drawing;
using Microsoft.ML;

namespace Cmae.MLNet.Samples.Benchmarks.StartUp;

/// <summary>Fresh processes: one that does nothing, one that predicts one image with a saved model, one that trains two steps.</summary>
internal static class StartUpBenchmark
{
    private const int ImageCount = 64; // a step of the presets
    private const int ImageSize = 32;

    public static IEnumerable<StartUpFigures> Run(MeasuringPlan plan, CancellationToken cancellation)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("cmae-bench-");
        try
        {
            string images = Path.Combine(folder.FullName, "images"), model = Path.Combine(folder.FullName, "model.zip");
            DrawnImageFolder.Write(images, ImageCount, ImageSize, seed: 1);
            SaveModel(images, model);
            string image = Directory.EnumerateFiles(images, "*.png", SearchOption.AllDirectories).First();
            Contender[] contenders =
            [
                new("`cmae --help`", () => Cmae("--help")),
                new("one prediction from a .zip, stock ML.NET alone", () => SecondProcess.Predict(model, "Score", [image])),
                new("two training steps, and saving the encoder", () => Cmae(
                    "pretrain", "--images", images, "--image-size", $"{ImageSize}", "--epochs", "2", // the second step learns the contrast
                    "--save-encoder", Path.Combine(folder.FullName, "encoder.safetensors"))),
            ];
            foreach (Timing timing in Interleaved.Measure(contenders, plan, cancellation))
                yield return new StartUpFigures(timing.Name, timing.Median, timing.LowerQuartile, timing.UpperQuartile);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static void SaveModel(string images, string file)
    {
        var ml = new MLContext(seed: 1);
        IDataView data = ml.Data.LoadImageFolder(images);
        CmaeEncoder encoder = CmaeEncoder.CreateUntrained(new(CmaeArchitecture.Micro, ImageSize, PatchSize: 4));
        ITransformer model = ml.Transforms.Conversion.MapValueToKey("Label")
            .Append(ml.Transforms.CmaeFeaturize("Features", "ImagePath", encoder))
            .Append(ml.MulticlassClassification.Trainers.LbfgsMaximumEntropy())
            .Append(ml.Transforms.Conversion.MapKeyToValue("PredictedLabel"))
            .Fit(data);
        ml.Model.Save(model, data.Schema, file);
    }

    private static void Cmae(params string[] arguments)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (string argument in (string[])[typeof(CommandLineApplication).Assembly.Location, .. arguments])
            start.ArgumentList.Add(argument);
        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new InvalidOperationException(
                $"cmae {string.Join(' ', arguments)} ended with exit code {process.ExitCode}: {error.Result}");
    }
}
