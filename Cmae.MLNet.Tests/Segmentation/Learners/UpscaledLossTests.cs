using Cmae.MLNet.Modeling;
using Cmae.MLNet.Segmentation;
using TorchSharp;
using static TorchSharp.torch;

namespace Cmae.MLNet.Tests.Segmentation;

[TestClass]
public sealed class UpscaledLossTests
{
    [TestMethod]
    [DataRow(0.0)]
    [DataRow(1.5)]
    public void ImageByImageIsTheSame(double dice)
    {
        using DisposeScope scope = NewDisposeScope();
        using var loss = new SegmentationLoss(dice, [1, 2, 0.5f], CPU);
        long[] labels = [.. Enumerable.Range(0, 3 * 64).Select(i => i % 7 == 0 || i < 64 ? 255L : i % 3)];
        Tensor classes = tensor(labels, [3, 8, 8]);
        (double value, float[] gradient, MaskFigures figures) = Run(new UpscaledLoss(loss), classes);
        (double other, float[] otherGradient, MaskFigures otherFigures) = Run(new UpscaledLoss(loss, largest: 0), classes);
        Assert.AreEqual(value, other, 1e-5);
        Assert.AreEqual(0, gradient.Zip(otherGradient, (a, b) => Math.Abs(a - b)).Max(), 1e-7);
        Assert.IsGreaterThan(1e-4f, gradient.Max(Math.Abs));
        Assert.AreEqual(figures.PixelAccuracy, otherFigures.PixelAccuracy, 1e-9);
        Assert.AreEqual(figures.Loss, otherFigures.Loss, 1e-5);
    }

    private static (double Value, float[] Gradient, MaskFigures Figures) Run(UpscaledLoss upscaled, Tensor classes)
    {
        Tensor logits = tensor([.. Enumerable.Range(0, 3 * 3 * 4).Select(i => MathF.Sin(5 * i))], [3, 3, 2, 2]);
        logits.requires_grad = true;
        (Tensor value, MaskFigures figures) = upscaled.Compute(logits, classes);
        value.backward();
        return (value.item<float>(), logits.grad!.data<float>().ToArray(), figures);
    }
}
