using Cmae.MLNet.Encoders;
using Cmae.MLNet.Tests.Classification;
using Cmae.MLNet.Tests.Pretraining;
using Microsoft.ML;
using Microsoft.ML.Runtime;

namespace Cmae.MLNet.Tests.FineTuning.RunFolder;

/// <summary>Tiny fine-tunings in a run folder, with a checkpoint after every step.</summary>
internal static class FineTuningRunFolder
{
    /// <summary>The tiny options in a folder; six epochs of four steps.</summary>
    public static CmaeImageClassificationTrainer.Options Options(TemporaryFolder run)
    {
        CmaeImageClassificationTrainer.Options options = TinyFineTuning.Options();
        (options.RunDirectory, options.CheckpointSteps) = (run.Path, 1);
        return options;
    }

    /// <summary>Trains until a step is done, as somebody does who presses Ctrl+C then.</summary>
    public static TinyFineTuning.Outcome RunUntil(int step, CmaeImageClassificationTrainer.Options options)
    {
        using var source = new CancellationTokenSource();
        (options.CancellationToken, options.OnCancellation) = (source.Token, CmaeCancellationHandling.ReturnSoFar);
        options.StepCompleted = done =>
        {
            if (done.Step == step)
                source.Cancel();
        };
        return TinyFineTuning.Run(options);
    }

    /// <summary>Trains, and keeps what the log says.</summary>
    public static (TinyFineTuning.Outcome Outcome, string[] Log) RunWithLog(CmaeImageClassificationTrainer.Options options)
    {
        var lines = new List<string>();
        var ml = new MLContext(seed: 1);
        ml.Log += (_, message) =>
        {
            if (message.Kind is ChannelMessageKind.Info or ChannelMessageKind.Warning)
                lines.Add(message.RawMessage);
        };
        return (TinyFineTuning.Run(options, ml), [.. lines]);
    }

    public static void AssertSameBits(ClassifierWeights expected, ClassifierWeights actual)
    {
        EncoderAssert.AreIdentical(expected.Encoder, actual.Encoder);
        Assert.IsTrue(expected.HeadWeight.Values.Span.SequenceEqual(actual.HeadWeight.Values.Span));
        Assert.IsTrue(expected.HeadBias.Values.Span.SequenceEqual(actual.HeadBias.Values.Span));
        Assert.AreEqual(expected.Temperature, actual.Temperature);
    }

    /// <summary>Every line of metrics.jsonl, without the time.</summary>
    public static string[] Metrics(TemporaryFolder run) =>
        [.. File.ReadLines(run["metrics.jsonl"]).Select(line => line[..line.IndexOf("\"seconds\"", StringComparison.Ordinal)])];
}
