using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using Microsoft.ML;
using Spectre.Console;

namespace Cmae.MLNet.Samples.Demo;

/// <summary>Predicts with a saved model in StockPredict, a process that has neither Cmae.MLNet nor libtorch.</summary>
internal static class SecondProcess
{
    private const int ImageCount = 8;

    /// <summary>Shows the predictions of some images beside those of the live model.</summary>
    public static void Compare(IAnsiConsole console, MLContext ml, ITransformer live, string modelFile, IDataView images)
    {
        IDataView some = ml.Data.TakeRows(ml.Data.ShuffleRows(images, seed: 1), ImageCount);
        LivePrediction[] expected = [.. ml.Data.CreateEnumerable<LivePrediction>(live.Transform(some), reuseRowObject: false)];
        IReadOnlyList<Prediction> predictions = Predict(modelFile, "Score", expected.Select(row => row.ImagePath));

        Table table = new Table().Border(TableBorder.Rounded).AddColumns("Image", "Predicted there", "Score", "Same as here");
        foreach ((LivePrediction here, Prediction there) in expected.Zip(predictions))
        {
            bool same = here.PredictedLabel == there.Label
                && here.Score.Zip(there.Values).All(pair => Math.Abs(pair.First - pair.Second) < 1e-5);
            string image = Path.Combine(Path.GetFileName(Path.GetDirectoryName(here.ImagePath)!), Path.GetFileName(here.ImagePath));
            table.AddRow(Markup.Escape(image), Markup.Escape(there.Label), $"{there.Values.Max():F4}", same ? "yes" : "no");
        }
        console.Write(table);
    }

    /// <summary>Predicts images in the second process.</summary>
    /// <param name="modelFile">The saved model; takes ImagePath, gives PredictedLabel as text.</param>
    /// <param name="column">Which vector of Single to bring back beside the predicted label: Score, or Features.</param>
    /// <param name="images">Files.</param>
    /// <exception cref="InvalidOperationException">The process failed; the message has what it wrote.</exception>
    public static IReadOnlyList<Prediction> Predict(string modelFile, string column, IEnumerable<string> images)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (string argument in (string[])[ProgramFile(), modelFile, column, .. images])
            start.ArgumentList.Add(argument);
        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"StockPredict ended with exit code {process.ExitCode}: {error.Result}");
        return [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(Prediction.Parse)];
    }

    private static string ProgramFile() =>
        typeof(SecondProcess).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(metadata => metadata.Key == "StockPredict").Value!;

    /// <summary>A prediction of the second process.</summary>
    /// <param name="Label">The class.</param>
    /// <param name="Values">The vector of the column that was asked for.</param>
    public sealed record Prediction(string Label, IReadOnlyList<float> Values)
    {
        public static Prediction Parse(string line) =>
            line.Split('\t') is [var label, var values]
                ? new(label, [.. values.Split(' ').Select(value => float.Parse(value, CultureInfo.InvariantCulture))])
                : throw new FormatException($"'{line}' is not a line that StockPredict writes.");
    }

    private sealed class LivePrediction
    {
        public string ImagePath { get; set; } = "";

        public string PredictedLabel { get; set; } = "";

        public float[] Score { get; set; } = [];
    }
}
