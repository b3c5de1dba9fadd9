using Cmae.MLNet.Encoders;
using Cmae.MLNet.Tensors;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Cmae.MLNet.Modeling;

/// <summary>
/// The levels of a feature pyramid, brought to the finest one's grid and summed, then GELU, dropout of whole channels and a linear
/// classifier (the sum of Panoptic FPN's segmentation branch, Kirillov et al., arXiv 1901.02446, on ViTDet's pyramid).
/// </summary>
internal sealed class PyramidHead : DenseHead
{
    internal readonly FeaturePyramid neck;
    internal readonly Conv2d classifier;

    public PyramidHead(PyramidLayout layout, int classCount) : base(nameof(PyramidHead))
    {
        neck = new FeaturePyramid(layout);
        classifier = Conv2d(layout.Channels, classCount, kernel_size: 1);
        RegisterComponents();
        DroppedChannels = layout.Channels;
    }

    /// <inheritdoc/>
    public override int DroppedChannels { get; }

    /// <inheritdoc/>
    public override Tensor forward(Tensor grid, Tensor? channelScales = null)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor[] levels = neck.forward(grid);
        long side = levels[0].shape[2];
        Tensor sum = levels[0];
        foreach (Tensor level in levels[1..])
            sum = sum.Plus(MapResize.Bilinear(level, side));
        Tensor features = functional.gelu(sum);
        if (channelScales is not null)
            features *= channelScales;
        return classifier.forward(features).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public override void DrawWeights(Generator generator)
    {
        neck.DrawWeights(generator);
        DrawClassifier(classifier, generator);
    }
}
