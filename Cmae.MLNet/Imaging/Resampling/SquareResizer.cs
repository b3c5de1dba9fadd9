using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Image;

namespace Cmae.MLNet.Imaging;

/// <summary>Makes the square of classifiers and featurizers: the short edge resized, then the center; planes R,G,B.</summary>
internal sealed class SquareResizer(int side) : StockResizer(side, ImageResizingEstimator.ResizingKind.IsoCrop)
{
    /// <inheritdoc/>
    public override int PlanesLength => 3 * Side * Side;

    /// <inheritdoc/>
    protected override void Write(MLImage resized, int width, int height, Span<float> planes) => WriteColors(resized, planes);
}
