using Cmae.MLNet.Imaging;

namespace Cmae.MLNet.Evaluation;

/// <summary>The pixels of all images and of each one, and the intervals that follow from the differences between images.</summary>
/// <param name="names">The names of the classes.</param>
internal sealed class SegmentationSummary(IReadOnlyList<string> names)
{
    private readonly SegmentationTable _all = new(names.Count);
    private readonly List<ClassPixels[]> _images = [];

    public IReadOnlyList<string> Names => names;

    /// <summary>The figures of all pixels.</summary>
    public SegmentationFigures All => _all.Figures;

    public CmaeInterval MeanIou => ImageBootstrap.Interval(Measured, figures => figures.MeanIou);

    public CmaeInterval PixelAccuracy => ImageBootstrap.Interval(Measured, figures => figures.PixelAccuracy);

    public IReadOnlyList<double> PerImageMeanIou => [.. _images.Select(image => new SegmentationFigures(image).MeanIou)];

    /// <summary>Number of images.</summary>
    public int ImageCount => _images.Count;

    /// <summary>Images with pixels that are not ignored.</summary>
    public IReadOnlyList<ClassPixels[]> Measured => [.. _images.Where(image => image.Any(pixels => pixels.Truth > 0))];

    /// <summary>Counts the pixels of an image; see <see cref="SegmentationTable.Add(ClassMask, ReadOnlySpan{byte}, int)"/>.</summary>
    public void Add(ClassMask truth, ReadOnlySpan<byte> map, int side)
    {
        var image = new SegmentationTable(names.Count);
        image.Add(truth, map, side);
        _all.Add(image);
        _images.Add([.. image.Figures.PerClass]);
    }
}
