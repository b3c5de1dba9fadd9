using Cmae.MLNet.Samples.Tool.Probing;

namespace Cmae.MLNet.Samples.Tool.Experiments;

/// <summary>The result of one training of an experiment.</summary>
/// <param name="Variant">The variant's name.</param>
/// <param name="Seed">The seed.</param>
/// <param name="Epochs">
/// Passes over the images in pre-training, including those before its start from another variant; 0 if there was none.
/// </param>
/// <param name="Probes">The figures, one for each share of the labels.</param>
internal sealed record ExperimentFigures(string Variant, int Seed, int Epochs, IReadOnlyList<ExperimentProbe> Probes);

/// <summary>Accuracies with a share of the labels, from 0 to 1.</summary>
/// <param name="LabelFraction">The share.</param>
/// <param name="TrainImages">Labeled images that were learned from.</param>
/// <param name="TestImages">Images measured on.</param>
/// <param name="NearestNeighbors">By the nearest training images, as <see cref="EncoderFigures"/> has it.</param>
/// <param name="LinearProbe">By a linear classifier on the features.</param>
/// <param name="FineTuned">Fine-tuned end to end; null if that was not asked for.</param>
internal sealed record ExperimentProbe(
    double LabelFraction, int TrainImages, long TestImages, double NearestNeighbors, double LinearProbe, double? FineTuned);
