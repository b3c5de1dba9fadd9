using Cmae.MLNet.Imaging;

namespace Cmae.MLNet.Scoring;

/// <summary>How images become scores: the session, the column, and what to do with a bad image. Shared by all rows and cursors.</summary>
/// <param name="Session">The model, in ONNX Runtime or another engine.</param>
/// <param name="ImageColumn">The column of images.</param>
/// <param name="OnBadImage">An error, or missing values (NaN) as scores.</param>
/// <param name="BatchSize">Images that a cursor scores at once.</param>
/// <remarks>Thread-safe.</remarks>
internal sealed record ImageScorer(IScoringSession Session, string ImageColumn, CmaeBadImageHandling OnBadImage, int BatchSize)
{
    /// <summary>Makes the squares that the session takes.</summary>
    public StockResizer Resizer { get; } = Session.CreateResizer();

    /// <summary>Decodes files and encoded bytes, as far as they are not too large.</summary>
    public ImageDecoder Decoder { get; init; } = ImageDecoder.AsStored;

    /// <summary>Takes warnings about the images; null for none.</summary>
    public Action<string>? Warn { get; init; }

    /// <summary>Told of the images that are scored on their side; null for nobody.</summary>
    public INotUprightImages? NotUpright { get; init; }

    /// <summary>Memory in bytes for the scores of each view's rows; 0 keeps none.</summary>
    public long CacheBytes { get; init; }

    /// <summary>The scores of a view's rows that are known; null for single rows.</summary>
    public ScoreCache? Cache { get; private init; }

    /// <summary>The same for one view, with known scores and a count of its own over all its cursors.</summary>
    public ImageScorer ForView() => this with
    {
        NotUpright = new NotUprightImages(Warn),
        Cache = CacheBytes > 0 ? new ScoreCache(CacheBytes, Session.ScoreLength) : null,
    };

    /// <summary>The same for single rows.</summary>
    public ImageScorer ForRows() => this with { NotUpright = new FirstNotUprightImage(Warn) };
}
