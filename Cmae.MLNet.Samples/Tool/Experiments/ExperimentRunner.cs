using Cmae.MLNet.Samples.Tool.Display;
using Cmae.MLNet.Samples.Tool.Images;
using Cmae.MLNet.Samples.Tool.Output;
using Cmae.MLNet.Samples.Tool.Probing;
using Cmae.MLNet.Samples.Tool.Trainings;
using Microsoft.ML;
using Microsoft.ML.Data;
using Spectre.Console;

namespace Cmae.MLNet.Samples.Tool.Experiments;

/// <summary>
/// Trains the variants of an experiment, one after the other, and measures each; trainings and figures that are in the folder are taken
/// from there.
/// </summary>
internal sealed class ExperimentRunner(
    IAnsiConsole console, Experiment experiment, ExperimentFolder folder, DirectoryInfo images, DirectoryInfo[] unlabeled,
    Func<MLContext, ReadableImages> readable, CancellationToken cancellation)
{
    private const int NeighborCount = 20;

    /// <summary>Seed by seed, so that an experiment that is interrupted has all variants of the first seeds.</summary>
    public IReadOnlyList<ExperimentFigures> Run()
    {
        List<ExperimentFigures> figures = [];
        foreach (int seed in experiment.Seeds)
        {
            foreach (string variant in experiment.Variants.Keys)
                figures.Add(Measure(variant, seed, experiment.EpochsOf(variant), (ml, train) => Pretrain(ml, train, variant, seed)));
            if (experiment.CompareUntrained)
                figures.Add(Measure(Experiment.UntrainedVariant, seed, epochs: 0, (_, _) => Untrained(seed)));
        }
        return figures;
    }

    private CmaeEncoder Untrained(int seed) =>
        CmaeEncoder.CreateUntrained(experiment.Untrained(seed).CreateEncoderConfiguration(), seed);

    private ExperimentFigures Measure(string variant, int seed, int epochs, Func<MLContext, IDataView, CmaeEncoder> pretrain)
    {
        string file = Path.Combine(folder.Training(variant, seed).FullName, "figures.json");
        ExperimentFigures figures = File.Exists(file) ? JsonFile.Load<ExperimentFigures>(file) : new(variant, seed, epochs, []);
        double[] missing = [.. experiment.LabelFractions.Except(figures.Probes.Select(probe => probe.LabelFraction))];
        if (missing.Length == 0)
            return figures;
        console.Line($"{variant}, seed {seed}");
        var ml = new MLContext(seed);
        ml.ShowMessages(console);
        TrainTestImages labeled = TrainTestImages.Load(ml, images, seed, readable(ml).Load, console.Warn);
        CmaeEncoder encoder = pretrain(ml, labeled.Train);
        foreach (double fraction in missing)
        {
            figures = figures with { Probes = [.. figures.Probes, Probe(ml, labeled, encoder, isTrained: epochs > 0, fraction, seed)] };
            JsonFile.Save(figures, file);
        }
        return figures;
    }

    /// <summary>Pre-trains with checkpoints; an interrupted run continues.</summary>
    private CmaeEncoder Pretrain(MLContext ml, IDataView train, string variant, int seed)
    {
        CmaePretrainingOptions options = experiment.PretrainingOf(variant, seed);
        options.InitializeFrom = experiment.StartOf(variant) is { } start ? CmaeEncoder.Load(folder.Encoder(start, seed).FullName) : null;
        options.RunDirectory = Path.Combine(folder.Training(variant, seed).FullName, "pretraining");
        options.Resume = true;
        options.CancellationToken = cancellation;
        IDataView all = unlabeled.Length == 0
            ? train
            : UnlabeledImages.Concatenate(ml, [train, UnlabeledImages.Load(ml, unlabeled, readable(ml).Load)]);
        CmaeEncoder encoder = EncoderTraining.Run(ml, all, options, IPretrainingDisplay.Create(console)).Encoder;
        encoder.Save(folder.Encoder(variant, seed).FullName);
        return encoder;
    }

    private ExperimentProbe Probe(MLContext ml, TrainTestImages labeled, CmaeEncoder encoder, bool isTrained, double fraction, int seed)
    {
        cancellation.ThrowIfCancellationRequested();
        TrainTestImages some = labeled with { Train = PerClassSplit.Keep(ml, labeled.Train, fraction, seed) };
        EncoderFigures features = EncoderFigures.Of(ml, some, encoder, experiment.Features, NeighborCount, cancellation);
        double? fineTuned = null;
        if (experiment.FineTuningOptions(fraction, seed) is { } options)
        {
            options.InitializeFrom = encoder;
            options.CancellationToken = cancellation;
            CmaeImageClassificationTrainer.Options how = isTrained ? options : ClassifierTraining.FromScratch(options);
            fineTuned = ClassifierTraining.Run(
                ml, some.Train, validation: null, some.Test, how, new EpochLines(console, TimeProvider.System)).Accuracy;
        }
        int trainImages = some.Train.GetColumn<string>("Label").Count();
        return new(
            fraction, trainImages, features.LinearProbe.Count, features.NearestNeighbors.Value, features.LinearProbe.Value, fineTuned);
    }
}
