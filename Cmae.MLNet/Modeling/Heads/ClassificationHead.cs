using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Cmae.MLNet.Modeling;

/// <summary>The linear classifier on top of an encoder, with the official name <c>head.head</c>.</summary>
internal sealed class ClassificationHead : Module<Tensor, Tensor>
{
    internal readonly Linear head;

    public ClassificationHead(int width, int classCount) : base(nameof(ClassificationHead))
    {
        head = Linear(width, classCount);
        RegisterComponents();
    }

    /// <param name="features">(N, D)</param>
    /// <returns>(N, classes), logits</returns>
    public override Tensor forward(Tensor features) => head.forward(features);
}
