using Cmae.MLNet.Imaging;

namespace Cmae.MLNet.Evaluation;

/// <summary>How many pixels of every class were predicted as every class: the figures of a segmentation, over all pixels that are not ignored.</summary>
/// <remarks>One thread at a time.</remarks>
internal sealed class SegmentationTable
{
    private readonly long[] _counts;

    /// <summary>Makes a table without pixels.</summary>
    /// <param name="classCount">Number of classes.</param>
    public SegmentationTable(int classCount) => (ClassCount, _counts) = (classCount, new long[classCount * classCount]);

    /// <summary>Number of classes.</summary>
    public int ClassCount { get; }

    /// <summary>Number of pixels.</summary>
    public long PixelCount => _counts.Sum();

    /// <summary>Intersection over union, the mean over the classes that occur in the truth or in the predictions; NaN without a pixel.</summary>
    public double MeanIou => Figures.MeanIou;

    /// <summary>Share of the pixels that are predicted correctly; NaN without a pixel.</summary>
    public double PixelAccuracy => Figures.PixelAccuracy;

    /// <summary>Share of a class's pixels that are predicted correctly, the mean over the classes that occur; NaN without a pixel.</summary>
    public double MeanClassAccuracy => Figures.MeanClassAccuracy;

    /// <summary>Dice coefficient (F1), the mean over the classes that occur in the truth or in the predictions; NaN without a pixel.</summary>
    public double Dice => Figures.MeanDice;

    /// <summary>The figures of each class by index.</summary>
    public IReadOnlyList<ClassPixels> PerClass => Figures.PerClass;

    /// <summary>What the figures are computed from.</summary>
    public SegmentationFigures Figures
    {
        get
        {
            var classes = new ClassPixels[ClassCount];
            for (int truth = 0; truth < ClassCount; truth++)
            {
                for (int predicted = 0; predicted < ClassCount; predicted++)
                {
                    long count = this[truth, predicted];
                    classes[truth] += new ClassPixels(truth == predicted ? count : 0, count, 0);
                    classes[predicted] += new ClassPixels(0, 0, count);
                }
            }
            return new(classes);
        }
    }

    /// <summary>Number of pixels of one class that were predicted as another.</summary>
    public long this[int truth, int predicted] => _counts[(truth * ClassCount) + predicted];

    /// <summary>
    /// Counts the pixels of an image at the size of its mask: pixel (x, y) of a mask of W×H reads the map at
    /// (floor((x + 0.5)·side / W), floor((y + 0.5)·side / H)).
    /// </summary>
    /// <param name="truth">The mask.</param>
    /// <param name="map">side · side predicted classes, stretched over the image.</param>
    /// <param name="side">Width and height of the map.</param>
    /// <exception cref="ArgumentException">The map has another length, or a class that does not exist.</exception>
    public void Add(ClassMask truth, ReadOnlySpan<byte> map, int side)
    {
        if (map.Length != side * side)
            throw new ArgumentException($"A label map of side {side} has {side * side} values, not {map.Length}.", nameof(map));
        Require(truth.Classes, ClassMask.Ignored, "mask");
        Require(map, null, "label map");
        int[] columns = MapPositions(truth.Width, side), rows = MapPositions(truth.Height, side);
        for (int y = 0; y < truth.Height; y++)
        {
            ReadOnlySpan<byte> classes = truth.Classes.AsSpan(y * truth.Width, truth.Width), predicted = map.Slice(rows[y] * side, side);
            for (int x = 0; x < classes.Length; x++)
            {
                if (classes[x] != ClassMask.Ignored)
                    _counts[(classes[x] * ClassCount) + predicted[columns[x]]]++;
            }
        }
    }

    /// <summary>Adds the counts of another table of the same classes.</summary>
    public void Add(SegmentationTable other)
    {
        for (int i = 0; i < _counts.Length; i++)
            _counts[i] += other._counts[i];
    }

    // floor((x + 0.5)·side / size), in whole numbers.
    private static int[] MapPositions(int size, int side)
    {
        var positions = new int[size];
        for (int x = 0; x < size; x++)
            positions[x] = (int)(((2L * x) + 1) * side / (2L * size));
        return positions;
    }

    private void Require(ReadOnlySpan<byte> classes, byte? allowed, string what)
    {
        for (int i = 0; i < classes.Length; i++)
        {
            if (classes[i] >= ClassCount && classes[i] != allowed)
                throw new ArgumentException($"The {what} has the class {classes[i]}, but there are only {ClassCount} classes.");
        }
    }
}
