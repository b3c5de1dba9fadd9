using Cmae.MLNet.Training;

namespace Cmae.MLNet;

/// <summary>Options of <see cref="Microsoft.ML.CmaeDenseProbeCatalog.EvaluateCmaeDenseProbe"/>.</summary>
/// <remarks>Validated together before any work, and never changed by the library. Not thread-safe while they are being set.</remarks>
public sealed class CmaeDenseProbeOptions
{
    /// <summary>The classes in their order. The default value is null: those that came with the column of masks.</summary>
    public IReadOnlyList<CmaeSegmentationClass>? Classes { get; set; }

    /// <summary>
    /// Side of the square that images are scaled into, in pixels. The default value is null: as
    /// <see cref="CmaeSegmentationTrainer.Options.ImageSize"/> says.
    /// </summary>
    public int? ImageSize { get; set; }

    /// <summary>Passes of the linear classifier over the train images. The default value is 100.</summary>
    public int Epochs { get; set; } = 100;

    /// <summary>Patches of the train images that vote on the classes of a patch. The default value is 20.</summary>
    public int NeighborCount { get; set; } = 20;

    /// <summary>Votes weigh exp(cosine similarity / temperature). The default value is 0.07.</summary>
    public double Temperature { get; set; } = 0.07;

    /// <summary>Seed of the linear classifier. The default value is null: that of the <see cref="Microsoft.ML.MLContext"/>.</summary>
    public int? Seed { get; set; }

    /// <summary>Where features are computed. The default value is <see cref="CmaeDevice.Auto"/>.</summary>
    public CmaeDevice Device { get; set; } = CmaeDevice.Auto;

    /// <summary>Cancels the evaluation. The default value is <see cref="CancellationToken.None"/>.</summary>
    public CancellationToken CancellationToken { get; set; }

    internal void Validate()
    {
        var errors = new OptionErrors(nameof(CmaeDenseProbeOptions));
        errors.AtLeast(nameof(Epochs), Epochs, 1);
        errors.AtLeast(nameof(NeighborCount), NeighborCount, 1);
        errors.Within(nameof(Temperature), Temperature, 1e-3, 1e3);
        errors.ThrowIfAny();
    }
}
