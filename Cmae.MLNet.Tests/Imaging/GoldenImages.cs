using System.Runtime.InteropServices;
using Cmae.MLNet.Checkpoints;
using Cmae.MLNet.Imaging;

namespace Cmae.MLNet.Tests.Imaging;

/// <summary>A fixture of recorded augmentation results. Sizes come from the fixture itself.</summary>
internal sealed class GoldenImages : IDisposable
{
    private readonly SafetensorsReader _file;

    private GoldenImages(string path) => _file = SafetensorsReader.Open(path);

    public IReadOnlyDictionary<string, string> Metadata => _file.Metadata;

    /// <summary>Every fixture whose name ends as given, the one here and others of the same format.</summary>
    public static IEnumerable<GoldenImages> Matching(string ending) =>
        GoldenFolder.Files($"*{ending}.safetensors").Select(path => new GoldenImages(path));

    public IEnumerable<string> Names => _file.Tensors.Keys;

    public long[] Shape(string name) => _file.Tensors[name].Shape;

    public T[] Values<T>(string name)
        where T : unmanaged => MemoryMarshal.Cast<byte, T>(_file.ReadBytes(name)).ToArray();

    /// <summary>An image of shape [H, W, 3].</summary>
    public PixelImage Image(string name) => new((int)Shape(name)[1], (int)Shape(name)[0], _file.ReadBytes(name));

    /// <summary>Images of shape [N, H, W, 3].</summary>
    public PixelImage[] Images(string name)
    {
        long[] shape = Shape(name);
        return
        [
            .. _file.ReadBytes(name).Chunk((int)(shape[1] * shape[2] * 3))
                .Select(pixels => new PixelImage((int)shape[2], (int)shape[1], pixels)),
        ];
    }

    /// <summary>The rows of a matrix.</summary>
    public T[][] Rows<T>(string name)
        where T : unmanaged => [.. Values<T>(name).Chunk((int)Shape(name)[1])];

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

    public void Dispose() => _file.Dispose();
}
