using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Cmae.MLNet.Modeling;

/// <summary>The head of the online branch: a predictor, which the momentum branch does not have.</summary>
internal sealed class ContrastiveHead : Module<Tensor, Tensor>
{
    internal readonly ContrastiveMlp predictor;

    public ContrastiveHead(int width, int hiddenWidth) : base(nameof(ContrastiveHead))
    {
        predictor = new ContrastiveMlp(width, hiddenWidth, width);
        RegisterComponents();
    }

    /// <param name="projection">(N, C), of the online branch.</param>
    /// <returns>(N, C), a prediction of the momentum branch's projection</returns>
    public override Tensor forward(Tensor projection) => predictor.forward(projection);
}
