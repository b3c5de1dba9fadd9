using Cmae.MLNet.Imaging;

namespace Cmae.MLNet.Scoring;

/// <summary>What computes scores: planes of pixels in, features or probabilities out, any number of images at once.</summary>
/// <remarks>Thread-safe.</remarks>
internal interface IScoringSession
{
    /// <summary>Side of the square images that go in.</summary>
    int Side { get; }

    /// <summary>Values of one image that go in: planes of the square on the 0..255 scale, R,G,B or as the session's resizer makes them.</summary>
    int PlanesLength => 3 * Side * Side;

    /// <summary>Values of one image that come out.</summary>
    int ScoreLength { get; }

    /// <summary>What makes the square of an image; it writes <see cref="PlanesLength"/> values.</summary>
    StockResizer CreateResizer() => new SquareResizer(Side);

    /// <summary>Makes many runs in a row cheaper until the result is disposed. Null if there is nothing to prepare.</summary>
    IDisposable? PrepareForManyRuns() => null;

    /// <summary>Computes the scores of the first <paramref name="count"/> images.</summary>
    /// <param name="planes">count · <see cref="PlanesLength"/> values or more.</param>
    /// <param name="scores">Takes count · <see cref="ScoreLength"/> values.</param>
    /// <param name="count">Number of images, at least 1.</param>
    void Run(Memory<float> planes, Memory<float> scores, int count);
}
