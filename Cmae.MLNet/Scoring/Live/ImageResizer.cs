using Microsoft.ML;
using Microsoft.ML.Data;

namespace Cmae.MLNet.Scoring;

/// <summary>Resizes single images with ML.NET's own ResizeImages, so that live features are those of a saved model.</summary>
/// <remarks>One thread at a time.</remarks>
internal sealed class ImageResizer : IDisposable
{
    private const string Column = "Image";
    private readonly ImageRow _source;
    private readonly DataViewRow _resized;
    private readonly ValueGetter<MLImage?> _getter;
    private readonly int _side;

    public ImageResizer(int side)
    {
        _side = side;
        var ml = new MLContext();
        IDataView empty = StandardTransforms.EmptyImages(ml, Column);
        IRowToRowMapper mapper = ((ITransformer)StandardTransforms.Resize(ml, Column, Column, side).Fit(empty)).GetRowToRowMapper(empty.Schema);
        _source = new ImageRow(empty.Schema);
        _resized = mapper.GetRow(_source, mapper.OutputSchema);
        _getter = _resized.GetGetter<MLImage?>(mapper.OutputSchema[Column]);
    }

    /// <summary>Writes the resized image as R,G,B planes on the 0..255 scale: 3 · side² values. The image itself is left as it is.</summary>
    public void WritePlanes(MLImage image, Span<float> planes)
    {
        _source.Set(image);
        MLImage? resized = null;
        _getter(ref resized);
        try
        {
            Split(resized!, planes);
        }
        finally
        {
            if (!ReferenceEquals(resized, image)) // an image that has the size already comes back itself, and is its owner's
                resized?.Dispose();
        }
    }

    private void Split(MLImage image, Span<float> planes)
    {
        ReadOnlySpan<byte> pixels = image.Pixels;
        int area = _side * _side;
        (int red, int blue) = image.PixelFormat == MLPixelFormat.Bgra32 ? (2, 0) : (0, 2);
        for (int i = 0; i < area; i++)
        {
            planes[i] = pixels[4 * i + red];
            planes[area + i] = pixels[4 * i + 1];
            planes[2 * area + i] = pixels[4 * i + blue];
        }
    }

    public void Dispose() => _resized.Dispose();
}
