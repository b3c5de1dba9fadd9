using Cmae.MLNet.Imaging;

namespace Cmae.MLNet.Scoring;

/// <summary>
/// Counts the images of a view that record an orientation and are scored as they are stored, and says so once, when no cursor reads the view
/// any more.
/// </summary>
/// <param name="warn">Takes the warning; null for none.</param>
/// <remarks>Thread-safe.</remarks>
internal sealed class NotUprightImages(Action<string>? warn) : INotUprightImages
{
    private readonly Lock _lock = new();
    private int _images, _cursors;
    private bool _isSaid;

    public IDisposable Open()
    {
        lock (_lock)
            _cursors++;
        return new Reading(this);
    }

    public void Add() => Interlocked.Increment(ref _images);

    private void Close()
    {
        lock (_lock)
        {
            if (--_cursors > 0 || _images == 0 || _isSaid)
                return;
            _isSaid = true;
        }
        warn?.Invoke(
            $"{_images} image{(_images == 1 ? " is" : "s are")} turned on their side or mirrored (EXIF orientation) and scored as they " +
            $"are stored, as a saved model scores them; pre-training by path and encoded bytes are turned upright. {ImageRemedies.Rotate}");
    }

    private sealed class Reading(NotUprightImages images) : IDisposable
    {
        private int _isClosed;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _isClosed, 1) == 0)
                images.Close();
        }
    }
}
