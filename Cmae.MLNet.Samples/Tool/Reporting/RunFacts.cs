using System.Text.Json;
using Cmae.MLNet.Samples.Tool.Display;

namespace Cmae.MLNet.Samples.Tool.Reporting;

/// <summary>The most important of a run in words: what it learns from, where it stands, and its newest figures.</summary>
internal static class RunFacts
{
    /// <summary>Names and values, in the order in which they are read.</summary>
    public static IEnumerable<(string Name, string Value)> Of(RunFigures run)
    {
        RunStep last = run.Steps[^1];
        JsonElement options = run.Options;
        return
        [
            ("images", $"{options.GetProperty("number of images").GetInt64():N0}"),
            ("steps", $"{last.Step:N0}{TotalSteps(run.Facts)}"),
            ("epoch", $"{last.Epoch:N0}"),
            ("images seen", $"{last.ImagesSeen:N0}"),
            ("training time", TimeText.Of(TimeSpan.FromSeconds(last.Seconds))),
            ("encoder", Encoder(options)),
            ("batch", $"{options.GetProperty("BatchSize")} x {options.GetProperty("AccumulationSteps")}"),
            ("reconstruction loss", $"{last.ReconstructionLoss:F4}"),
            .. Contrast(run),
            .. Health(run),
        ];
    }

    /// <summary>The planned steps, after those that are done.</summary>
    public static string TotalSteps(JsonElement facts) =>
        facts.TryGetProperty("totalSteps", out JsonElement steps) && steps.ValueKind == JsonValueKind.Number
            ? $" of {steps.GetInt64():N0}"
            : "";

    /// <summary>The encoder's sizes.</summary>
    public static string Encoder(JsonElement options) =>
        $"{options.GetProperty("Architecture").GetString()}, {options.GetProperty("ImageSize")} px, "
        + $"patches of {options.GetProperty("PatchSize")}";

    private static IEnumerable<(string Name, string Value)> Contrast(RunFigures run)
    {
        if (run.Steps[^1].ContrastiveLoss != 0)
            return [("contrastive loss", $"{run.Steps[^1].ContrastiveLoss:F4}")];
        return run.ContrastBegins is { } delay ? [("contrast", ContrastText.Beginning(delay))] : [];
    }

    private static IEnumerable<(string Name, string Value)> Health(RunFigures run)
    {
        if (run.Measured.Count == 0)
            return [];
        (MeasuredHealth first, MeasuredHealth newest) = (run.Measured[0], run.Measured[^1]);
        return HealthFigures.Of(newest.Health, first.Step == 0 && newest.Step > 0 ? first.Health : null);
    }
}
