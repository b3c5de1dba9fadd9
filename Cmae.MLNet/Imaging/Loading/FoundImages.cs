namespace Cmae.MLNet.Imaging;

/// <summary>A number of images and the first of them, whatever the order in which they are found.</summary>
/// <remarks>Thread-safe.</remarks>
internal sealed class FoundImages
{
    private readonly Lock _lock = new();
    private long _firstRow = long.MaxValue;
    private string _firstName = "";

    public int Count { get; private set; }

    public void Add(long row, string name)
    {
        lock (_lock)
        {
            Count++;
            if (row < _firstRow)
                (_firstRow, _firstName) = (row, name);
        }
    }

    /// <summary>The start of a sentence about them, as "2 of 9 images (the first is …) are".</summary>
    public string Of(int total) => $"{Count} of {total} images (the first is {_firstName}) {(Count == 1 ? "is" : "are")}";
}
