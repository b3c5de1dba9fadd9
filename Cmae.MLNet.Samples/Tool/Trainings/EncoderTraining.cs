using System.Diagnostics;
using Cmae.MLNet.Samples.Tool.Display;
using Cmae.MLNet.Samples.Tool.Reporting;
using Microsoft.ML;

namespace Cmae.MLNet.Samples.Tool.Trainings;

/// <summary>A pre-training that was run with a display.</summary>
/// <param name="Encoder">What came out.</param>
/// <param name="ImagesSeen">Images shown to the model, including repetitions, by all parts of a resumed run.</param>
/// <param name="Elapsed">How long it took, including the decoding of the images.</param>
internal sealed record EncoderTraining(CmaeEncoder Encoder, long ImagesSeen, TimeSpan Elapsed)
{
    /// <summary>Whether its run had ended before, so that no step was left.</summary>
    public bool HadEnded { get; private init; }

    /// <summary>An encoder that was there already.</summary>
    public static EncoderTraining Given(CmaeEncoder encoder) => new(encoder, 0, TimeSpan.Zero);

    /// <summary>Pre-trains on the images of an ImagePath column.</summary>
    public static EncoderTraining Run(MLContext ml, IDataView images, CmaePretrainingOptions options, IPretrainingDisplay display)
    {
        long start = Stopwatch.GetTimestamp();
        CmaeEncoder? encoder = null;
        long imagesSeen = 0;
        display.Run(options, report =>
        {
            options.StepCompleted = step =>
            {
                imagesSeen = step.ImagesSeen;
                report(step);
            };
            encoder = ml.Transforms.CmaeFeaturize(new CmaeFeaturizingEstimator.Options
            {
                OutputColumnName = "Features",
                InputColumnName = "ImagePath",
                Pretraining = options,
            }).Fit(images).Encoder;
        });
        bool hadEnded = imagesSeen == 0;
        if (hadEnded && options.RunDirectory is { } run)
            imagesSeen = RunFigures.Read(new DirectoryInfo(run)).Steps[^1].ImagesSeen;
        return new EncoderTraining(encoder!, imagesSeen, Stopwatch.GetElapsedTime(start)) { HadEnded = hadEnded };
    }
}
