using Cmae.MLNet.Evaluation;
using Cmae.MLNet.Imaging;
using Cmae.MLNet.Modeling;
using TorchSharp;
using static TorchSharp.torch;

namespace Cmae.MLNet.Segmentation;

/// <summary>Gathers the figures of whole images, as scoring and <c>EvaluateCmaeSegmentation</c> see them.</summary>
/// <param name="classCount">Number of classes.</param>
/// <param name="side">Side of the square that the model sees, and of the label map.</param>
/// <param name="loss">The loss, for its mean over the images.</param>
internal sealed class SegmentationMeasurement(int classCount, int side, SegmentationLoss loss)
{
    private double _loss;
    private int _images;

    /// <summary>The counts of all pixels so far.</summary>
    public SegmentationTable Table { get; } = new(classCount);

    public MaskFigures Figures => new(_loss / _images, Table.PixelAccuracy, Table.MeanIou);

    /// <summary>Adds an image.</summary>
    /// <param name="logits">(1, K, g, g)</param>
    /// <param name="mask">Its mask at full size.</param>
    public void Add(Tensor logits, ClassMask mask)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor whole = WholeImage.Logits(logits, mask.Width, mask.Height, side);
        Tensor classes = tensor(MaskCrop.Resize(mask, side, side).Classes, [1, side, side]).to(logits.device).to_type(ScalarType.Int64);
        _loss += loss.Compute(whole, classes).item<float>();
        _images++;
        Table.Add(mask, WholeImage.Classes(whole), side);
    }
}
