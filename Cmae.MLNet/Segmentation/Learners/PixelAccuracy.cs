using Cmae.MLNet.Modeling;
using TorchSharp;
using static TorchSharp.torch;

namespace Cmae.MLNet.Segmentation;

/// <summary>How many labeled pixels are classified correctly.</summary>
internal static class PixelAccuracy
{
    /// <summary>Share of the labeled pixels whose greatest logit is that of their class; 0 if none is labeled.</summary>
    /// <param name="logits">(N, K, H, W)</param>
    /// <param name="classes">(N, H, W)</param>
    public static double Of(Tensor logits, Tensor classes)
    {
        using IDisposable noGradient = no_grad();
        using DisposeScope scope = NewDisposeScope();
        long labeled = Labeled(classes);
        return labeled == 0 ? 0 : (double)logits.argmax(1).eq(classes).sum().item<long>() / labeled;
    }

    /// <summary>Number of labeled pixels.</summary>
    public static long Labeled(Tensor classes)
    {
        using DisposeScope scope = NewDisposeScope();
        return classes.ne(tensor(new long[] { SegmentationLoss.Ignored }, device: classes.device)).sum().item<long>();
    }
}
