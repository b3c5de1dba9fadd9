using Cmae.MLNet.Imaging;

namespace Cmae.MLNet.Scoring;

/// <summary>
/// Says so at the first such image: single rows, as of a prediction engine, have no end at which they could be counted.
/// </summary>
/// <param name="warn">Takes the warning; null for none.</param>
/// <remarks>Thread-safe.</remarks>
internal sealed class FirstNotUprightImage(Action<string>? warn) : INotUprightImages, IDisposable
{
    private int _isSaid;

    public IDisposable Open() => this;

    public void Add()
    {
        if (Interlocked.Exchange(ref _isSaid, 1) == 0)
        {
            warn?.Invoke(
                "An image is turned on its side or mirrored (EXIF orientation) and scored as it is stored, as a saved model scores it; " +
                $"pre-training by path and encoded bytes are turned upright. Others like it are not mentioned. {ImageRemedies.Rotate}");
        }
    }

    public void Dispose()
    {
        // Nothing is counted.
    }
}
