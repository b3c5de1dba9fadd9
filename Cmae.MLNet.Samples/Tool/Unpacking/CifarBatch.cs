namespace Cmae.MLNet.Samples.Tool.Unpacking;

/// <summary>Images of a batch file: records of a label byte and the planes red, green and blue, row by row.</summary>
internal sealed class CifarBatch
{
    /// <summary>Width and height of an image in pixels.</summary>
    public const int Side = 32;

    private const int PlaneLength = Side * Side, RecordLength = 1 + (3 * PlaneLength);

    private readonly byte[] _content;

    private CifarBatch(byte[] content) => _content = content;

    /// <summary>Number of images.</summary>
    public int Count => _content.Length / RecordLength;

    /// <summary>Reads a batch; the number of images follows from the file's length.</summary>
    /// <exception cref="InvalidDataException">The file is empty or cut off, or a label has no class.</exception>
    public static CifarBatch Read(FileInfo file, int classCount)
    {
        var batch = new CifarBatch(File.ReadAllBytes(file.FullName));
        if (batch._content.Length == 0 || batch._content.Length % RecordLength != 0)
        {
            throw new InvalidDataException(
                $"'{file.FullName}' is empty or truncated: it has {batch._content.Length:N0} bytes, and records of {RecordLength:N0} "
                    + "bytes are expected. Copy or download it again.");
        }
        int[] labels = [.. Enumerable.Range(0, batch.Count).Select(batch.LabelOf)];
        if (Array.FindIndex(labels, label => label >= classCount) is >= 0 and var record)
            throw new InvalidDataException(
                $"'{file.FullName}', record {record} (counted from 0): the label is {labels[record]}, but there are names of "
                    + $"{classCount} classes only.");
        return batch;
    }

    /// <summary>Class of an image, from 0.</summary>
    public int LabelOf(int index) => _content[index * RecordLength];

    /// <summary>Pixels of an image: red, green, blue, 255 for each, row by row.</summary>
    public byte[] PixelsOf(int index)
    {
        ReadOnlySpan<byte> planes = _content.AsSpan((index * RecordLength) + 1, 3 * PlaneLength);
        var pixels = new byte[4 * PlaneLength];
        for (int i = 0; i < PlaneLength; i++)
        {
            (pixels[4 * i], pixels[(4 * i) + 1], pixels[(4 * i) + 2], pixels[(4 * i) + 3]) =
                (planes[i], planes[PlaneLength + i], planes[(2 * PlaneLength) + i], byte.MaxValue);
        }
        return pixels;
    }
}
