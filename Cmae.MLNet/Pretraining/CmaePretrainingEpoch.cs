namespace Cmae.MLNet;

/// <summary>Means over one epoch of pre-training. Immutable.</summary>
public sealed class CmaePretrainingEpoch
{
    internal CmaePretrainingEpoch()
    {
    }

    /// <summary>Number of the epoch, from 1.</summary>
    public required int Epoch { get; init; }

    /// <summary>Epochs of the whole run as planned now.</summary>
    public required int TotalEpochs { get; init; }

    /// <summary>Mean of the reconstruction loss over the epoch's steps.</summary>
    public required double ReconstructionLoss { get; init; }

    /// <summary>Mean of the weighted contrastive loss over the epoch's steps.</summary>
    public required double ContrastiveLoss { get; init; }

    /// <summary>Images shown to the model so far, including repetitions.</summary>
    public required long ImagesSeen { get; init; }

    /// <summary>Time since training started.</summary>
    public required TimeSpan Elapsed { get; init; }
}
