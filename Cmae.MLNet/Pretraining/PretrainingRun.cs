using Cmae.MLNet.Imaging;
using Cmae.MLNet.Labels;
using Cmae.MLNet.Runtime;
using TorchSharp;

namespace Cmae.MLNet.Pretraining;

/// <summary>The parts of a pre-training run.</summary>
/// <param name="Plan">What is done.</param>
/// <param name="Trainer">The model with its optimizer.</param>
/// <param name="Store">The images.</param>
/// <param name="Labels">Their classes; null without. Training does not look at them.</param>
/// <param name="Seed">Seed of everything random.</param>
/// <param name="Device">Where the model is.</param>
internal sealed record PretrainingRun(
    PretrainingPlan Plan, CmaeLearner Trainer, ImageStore Store, ImageLabels? Labels, int Seed, torch.Device Device)
{
    /// <summary>How the two views of an image are made.</summary>
    public ContrastiveViews Views { get; } = new(new ContrastiveViewsOptions(
        Plan.Model.Encoder.ImageSize, Plan.PixelShift, Plan.Options.MinimumCropArea, Plan.Options.ColorAugmentation,
        Plan.Options.PositivePair, Plan.Options.MaximumCropArea, Plan.Options.OnlineColorAugmentation));

    /// <summary>Seed of the views.</summary>
    public int ViewSeed { get; } = (int)RandomSource.Mix(Seed, (long)RandomPurpose.Views);
}
