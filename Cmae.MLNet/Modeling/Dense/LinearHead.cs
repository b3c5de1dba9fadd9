using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Cmae.MLNet.Modeling;

/// <summary>Classifies every patch token by itself.</summary>
internal sealed class LinearHead : DenseHead
{
    internal readonly Conv2d classifier;

    public LinearHead(int width, int classCount) : base(nameof(LinearHead))
    {
        classifier = Conv2d(width, classCount, kernel_size: 1);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor grid, Tensor? channelScales = null) => classifier.forward(grid);

    /// <inheritdoc/>
    public override void DrawWeights(Generator generator) => DrawClassifier(classifier, generator);
}
