using static TorchSharp.torch.nn;

namespace Cmae.MLNet.Modeling;

/// <summary>The head of the online branch: a predictor, which the momentum branch does not have.</summary>
internal sealed class ContrastiveHead : Module
{
    /// <summary>(N, C) of the online projector to (N, C): a prediction of the momentum branch's projection.</summary>
    internal readonly ContrastiveMlp predictor;

    /// <param name="width">Channels of a projection (C).</param>
    /// <param name="hiddenWidth">Hidden channels of the predictor.</param>
    public ContrastiveHead(int width, int hiddenWidth) : base(nameof(ContrastiveHead))
    {
        predictor = new ContrastiveMlp(width, hiddenWidth, width);
        RegisterComponents();
    }
}
