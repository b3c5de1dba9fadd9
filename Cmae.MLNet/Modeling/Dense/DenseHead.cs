using Cmae.MLNet.Encoders;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Cmae.MLNet.Modeling;

/// <summary>What makes logits of every place of an image of the grid of its patch tokens.</summary>
internal abstract class DenseHead(string name) : Module(name)
{
    private const double ClassifierStandardDeviation = 0.01;

    /// <summary>Channels that <see cref="forward"/> can leave out at random; 0 if it leaves out none.</summary>
    public virtual int DroppedChannels => 0;

    /// <param name="grid">(N, D, G, G): the patch tokens, after the last norm.</param>
    /// <param name="channelScales">(N, <see cref="DroppedChannels"/>, 1, 1): factors of dropout; null keeps all as they are.</param>
    /// <returns>(N, K, g, g), logits, in the caller's dispose scope</returns>
    public abstract Tensor forward(Tensor grid, Tensor? channelScales = null);

    /// <summary>Draws the initial weights.</summary>
    public abstract void DrawWeights(Generator generator);

    /// <summary>Makes the head of a kind.</summary>
    /// <param name="kind">Which head.</param>
    /// <param name="encoder">The encoder whose tokens it reads.</param>
    /// <param name="classCount">Number of classes (K).</param>
    public static DenseHead Create(CmaeSegmentationHead kind, CmaeEncoderConfiguration encoder, int classCount) =>
        kind == CmaeSegmentationHead.Pyramid
            ? new PyramidHead(PyramidLayout.Of(encoder), classCount)
            : new LinearHead(encoder.Architecture.Width, classCount);

    /// <summary>All classes start almost alike.</summary>
    protected static void DrawClassifier(Conv2d classifier, Generator generator)
    {
        using IDisposable noGradient = no_grad();
        classifier.weight!.normal_(0, ClassifierStandardDeviation, generator);
        classifier.bias!.zero_();
    }
}
