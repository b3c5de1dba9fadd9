using Cmae.MLNet.Modeling;
using Cmae.MLNet.Tensors;
using TorchSharp;
using static TorchSharp.torch;

namespace Cmae.MLNet.Segmentation;

/// <summary>
/// The loss of a batch's logits at the size of their labels. Enlarged, logits take far more memory than the model; where they are very large,
/// it is computed image by image.
/// </summary>
/// <param name="loss">The loss.</param>
/// <param name="largest">Values of the enlarged logits of a batch beyond which images are taken one by one.</param>
internal sealed class UpscaledLoss(SegmentationLoss loss, long largest = UpscaledLoss.LargestAtOnce)
{
    /// <summary>64 million values: 256 MB, of which training needs about six times as much.</summary>
    public const long LargestAtOnce = 64 << 20;

    /// <summary>The loss and the share of labeled pixels that are right.</summary>
    /// <param name="logits">(N, K, g, g)</param>
    /// <param name="classes">(N, S, S), 64-bit integers.</param>
    /// <returns>A scalar with the gradient of the loss, in the caller's dispose scope, and the figures.</returns>
    public (Tensor Loss, MaskFigures Figures) Compute(Tensor logits, Tensor classes) =>
        logits.shape[1] * classes.numel() <= largest ? AtOnce(logits, classes) : OneByOne(logits, classes);

    private (Tensor Loss, MaskFigures Figures) AtOnce(Tensor logits, Tensor classes)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor enlarged = MapResize.Bilinear(logits, classes.shape[1]);
        Tensor result = loss.Compute(enlarged, classes);
        return (result.MoveToOuterDisposeScope(), new(result.item<float>(), PixelAccuracy.Of(enlarged, classes)));
    }

    // The loss is a function of sums over all images: first the sums alone, then, with their gradients, the gradient of every image.
    private (Tensor Loss, MaskFigures Figures) OneByOne(Tensor logits, Tensor classes)
    {
        using DisposeScope scope = NewDisposeScope();
        (SegmentationSums leaves, double accuracy) = Total(logits, classes);
        Tensor result = loss.Of(leaves);
        result.backward();
        Tensor start = logits.detach();
        start.requires_grad = true;
        for (int i = 0; i < classes.shape[0]; i++)
        {
            using DisposeScope one = NewDisposeScope();
            loss.Sum(Enlarged(start, classes, i), classes.narrow(0, i, 1)).TimesGradientsOf(leaves).backward();
        }
        // A scalar of the loss's value and of its gradient: what is added has the value 0.
        Tensor linear = (logits * start.grad!).sum();
        Tensor value = result.detach().Plus(linear).Plus(-linear.detach());
        return (value.MoveToOuterDisposeScope(), new(result.item<float>(), accuracy));
    }

    private (SegmentationSums Leaves, double Accuracy) Total(Tensor logits, Tensor classes)
    {
        using IDisposable noGradient = no_grad();
        SegmentationSums? total = null;
        double right = 0, labeled = 0;
        for (int i = 0; i < classes.shape[0]; i++)
        {
            using DisposeScope one = NewDisposeScope();
            Tensor enlarged = Enlarged(logits, classes, i), ofImage = classes.narrow(0, i, 1);
            SegmentationSums sums = loss.Sum(enlarged, ofImage);
            double pixels = PixelAccuracy.Labeled(ofImage);
            (right, labeled) = (right + (PixelAccuracy.Of(enlarged, ofImage) * pixels), labeled + pixels);
            total = (total is null ? sums : total.Plus(sums)).MoveToOuterDisposeScope();
        }
        return (total!.Leaves(), labeled == 0 ? 0 : right / labeled);
    }

    private static Tensor Enlarged(Tensor logits, Tensor classes, int image) =>
        MapResize.Bilinear(logits.narrow(0, image, 1), classes.shape[1]);
}
