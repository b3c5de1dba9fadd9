using Cmae.MLNet.Imaging;

namespace Cmae.MLNet.Tests.Imaging;

/// <summary>A fixture of recorded augmentation results. Sizes come from the fixture itself.</summary>
internal sealed class GoldenImages
{
    private readonly GoldenFixture _file;

    private GoldenImages(string path) => _file = new GoldenFixture(Path.GetFileName(path));

    public IReadOnlyDictionary<string, string> Metadata => _file.Metadata;

    /// <summary>Every fixture whose name ends as given, the one here and others of the same format.</summary>
    public static IEnumerable<GoldenImages> Matching(string suffix) =>
        GoldenFolder.Files($"*{suffix}.safetensors").Select(path => new GoldenImages(path));

    public IEnumerable<string> Names => _file.Names;

    public long[] Shape(string name) => _file.Shape(name);

    public float[] Floats(string name) => _file.Floats(name);

    public double[] Doubles(string name) => _file.Doubles(name);

    public long[] Longs(string name) => _file.Longs(name);

    /// <summary>An image of shape [H, W, 3].</summary>
    public PixelImage Image(string name) => new((int)Shape(name)[1], (int)Shape(name)[0], _file.Bytes(name));

    /// <summary>Images of shape [N, H, W, 3].</summary>
    public PixelImage[] Images(string name)
    {
        long[] shape = Shape(name);
        return
        [
            .. _file.Bytes(name).Chunk((int)(shape[1] * shape[2] * 3))
                .Select(pixels => new PixelImage((int)shape[2], (int)shape[1], pixels)),
        ];
    }

    /// <summary>The rows of a matrix of doubles.</summary>
    public double[][] DoubleRows(string name) => [.. Doubles(name).Chunk((int)Shape(name)[1])];

    /// <summary>The rows of a matrix of whole numbers.</summary>
    public long[][] LongRows(string name) => [.. Longs(name).Chunk((int)Shape(name)[1])];

    /// <summary>A copy that may be written to.</summary>
    public static byte[] Copy(PixelImage image) => [.. image.Pixels];

    public static void AssertSame(byte[] expected, byte[] actual, string what)
    {
        Assert.AreEqual(expected.Length, actual.Length, what);
        int different = expected.Zip(actual).Count(pair => pair.First != pair.Second);
        Assert.AreEqual(
            0, different,
            $"{what}: {different} of {expected.Length} values differ, by at most {expected.Zip(actual, (a, b) => Math.Abs(a - b)).Max()}");
    }
}
