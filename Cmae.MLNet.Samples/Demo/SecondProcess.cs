using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using Cmae.MLNet.Samples.Tool.Scores;
using Spectre.Console;

namespace Cmae.MLNet.Samples.Demo;

/// <summary>Predicts with a saved model in StockPredict, a process that has neither Cmae.MLNet nor libtorch.</summary>
internal static class SecondProcess
{
    /// <summary>Shows the predictions of some images beside those of the live model.</summary>
    /// <param name="console">Where to.</param>
    /// <param name="modelFile">The saved model.</param>
    /// <param name="live">Images with the scores of the live model.</param>
    /// <param name="shown">Which of them are shown.</param>
    public static void Compare(IAnsiConsole console, string modelFile, ScoredImages live, IReadOnlyList<int> shown)
    {
        IReadOnlyList<Prediction> predictions = Predict(modelFile, "Score", shown.Select(image => live.Paths[image]));
        Table table = new Table().Border(TableBorder.Rounded).AddColumns("Image", "Predicted there", "Score", "Right", "Same as here");
        foreach ((int image, Prediction there) in shown.Zip(predictions))
        {
            bool same = live.Scores[image].Zip(there.Values).All(pair => Math.Abs(pair.First - pair.Second) < 1e-5);
            string truth = live.Classes[live.Truth[image]], name = Path.Combine(truth, Path.GetFileName(live.Paths[image]));
            table.AddRow(
                Markup.Escape(name), Markup.Escape(there.Label), $"{there.Values.Max():F4}", there.Label == truth ? "yes" : "no",
                same ? "yes" : "no");
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
}
