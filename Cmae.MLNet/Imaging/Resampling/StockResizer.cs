using System.Collections.Concurrent;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Image;

namespace Cmae.MLNet.Imaging;

/// <summary>
/// Makes the square that a model is scored on, by ML.NET's own ResizeImages. A saved model runs the same transformer
/// (<see cref="Estimator"/>), so validation, live scoring and saved models see the same pixels.
/// </summary>
/// <remarks>Thread-safe: every call borrows a row of the stock transformer, of which there are as many as calls at one time.</remarks>
internal abstract class StockResizer
{
    private const string Column = "Image";
    private readonly ConcurrentBag<StockRow> _idle = [];
    private readonly DataViewSchema _schema;
    private readonly IRowToRowMapper _mapper;
    private readonly Lock _making = new();

    /// <summary>A resizer to squares of a side.</summary>
    /// <param name="side">Pixels of the side.</param>
    /// <param name="kind">How an image that is not a square becomes one.</param>
    protected StockResizer(int side, ImageResizingEstimator.ResizingKind kind)
    {
        (Side, Kind) = (side, kind);
        var ml = new MLContext();
        IDataView empty = EmptyImageColumn.OfImages(ml, Column);
        _schema = empty.Schema;
        _mapper = ((ITransformer)Estimator(ml, Column, Column).Fit(empty)).GetRowToRowMapper(_schema);
    }

    /// <summary>Pixels of the square's side.</summary>
    public int Side { get; }

    /// <summary>Values of all planes of a square.</summary>
    public abstract int PlanesLength { get; }

    private ImageResizingEstimator.ResizingKind Kind { get; }

    /// <summary>The stock estimator of this resizing.</summary>
    public ImageResizingEstimator Estimator(MLContext ml, string outputColumn, string inputColumn) =>
        ml.Transforms.ResizeImages(outputColumn, Side, Side, inputColumn, Kind, ImageResizingEstimator.Anchor.Center);

    /// <summary>Writes the planes of a square on the 0..255 scale.</summary>
    /// <param name="resized">The square.</param>
    /// <param name="width">Width of the image that it was made of.</param>
    /// <param name="height">Height of the image that it was made of.</param>
    /// <param name="planes">Receives <see cref="PlanesLength"/> values.</param>
    protected abstract void Write(MLImage resized, int width, int height, Span<float> planes);

    /// <summary>Writes the square as planes on the 0..255 scale: <see cref="PlanesLength"/> values. The image itself is left as it is.</summary>
    public void WritePlanes(MLImage image, Span<float> planes)
    {
        StockRow row = Borrow();
        MLImage resized = row.Resize(image);
        try
        {
            Write(resized, image.Width, image.Height, planes);
        }
        finally
        {
            Release(row, resized, image);
        }
    }

    /// <summary>The square. An image that is that square already is returned itself.</summary>
    public PixelImage Resize(PixelImage image)
    {
        if (image.Width == Side && image.Height == Side)
            return image;
        using OpaqueImage opaque = OpaqueImage.Of(image);
        StockRow row = Borrow();
        MLImage resized = row.Resize(opaque.Image);
        try
        {
            return ImageDecoder.Capture(resized);
        }
        finally
        {
            Release(row, resized, opaque.Image);
        }
    }

    /// <summary>Writes a square's colors as R,G,B planes: 3 · side² values.</summary>
    protected void WriteColors(MLImage resized, Span<float> planes)
    {
        ReadOnlySpan<byte> pixels = resized.Pixels;
        int area = Side * Side;
        (int red, int blue) = resized.PixelFormat == MLPixelFormat.Bgra32 ? (2, 0) : (0, 2);
        for (int i = 0; i < area; i++)
        {
            planes[i] = pixels[4 * i + red];
            planes[area + i] = pixels[4 * i + 1];
            planes[2 * area + i] = pixels[4 * i + blue];
        }
    }

    private StockRow Borrow()
    {
        if (_idle.TryTake(out StockRow? row))
            return row;
        lock (_making) // ML.NET does not promise that a mapper makes rows on several threads
            return new StockRow(_schema, _mapper);
    }

    private void Release(StockRow row, MLImage resized, MLImage image)
    {
        if (!ReferenceEquals(resized, image)) // an image that has the size already comes back itself, and is its owner's
            resized.Dispose();
        row.Forget();
        _idle.Add(row);
    }

    /// <summary>One row of the stock transformer. One thread at a time.</summary>
    private sealed class StockRow
    {
        private readonly ImageRow _source;
        private readonly ValueGetter<MLImage?> _getter;

        public StockRow(DataViewSchema schema, IRowToRowMapper mapper)
        {
            _source = new ImageRow(schema);
            _getter = mapper.GetRow(_source, mapper.OutputSchema).GetGetter<MLImage?>(mapper.OutputSchema[Column]);
        }

        public MLImage Resize(MLImage image)
        {
            _source.Set(image);
            MLImage? resized = null;
            _getter(ref resized);
            return resized!;
        }

        /// <summary>Lets go of the last image: the stock transformer refers to it until it is given another.</summary>
        public void Forget()
        {
            _source.Set(null);
            MLImage? nothing = null;
            _getter(ref nothing);
        }
    }
}
