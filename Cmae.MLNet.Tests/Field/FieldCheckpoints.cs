using System.Formats.Tar;
using System.IO.Compression;
using System.Text.Json;
using Cmae.MLNet.Scoring;
using SkiaSharp;

namespace Cmae.MLNet.Tests.Field;

/// <summary>Small checkpoints as people have them (Field/README.md), unpacked once, and what must come out of them.</summary>
internal static class FieldCheckpoints
{
    private static readonly Lazy<TemporaryFolder> s_folder = new(Unpack);

    /// <summary>Full path of one of the files.</summary>
    public static string File(string name) => s_folder.Value[name];

    /// <summary>Deletes what was unpacked.</summary>
    public static void Delete()
    {
        if (s_folder.IsValueCreated)
            s_folder.Value.Dispose();
    }

    /// <summary>The right features of the picture by the name of the case.</summary>
    public static float[] Expected(string name)
    {
        using JsonDocument all = JsonDocument.Parse(System.IO.File.ReadAllBytes(File("expected-features-of-x.png.json")));
        return [.. all.RootElement.GetProperty(name).EnumerateArray().Select(value => value.GetSingle())];
    }

    /// <summary>The features of the picture, which has the size of the encoders: no pixel is resampled.</summary>
    public static float[] Features(CmaeEncoder encoder)
    {
        using SKBitmap picture = SKBitmap.Decode(File("x.png"));
        int side = encoder.ImageSize;
        Assert.AreEqual((side, side), (picture.Width, picture.Height));
        var planes = new float[3 * side * side];
        for (int y = 0; y < side; y++)
        {
            for (int x = 0; x < side; x++)
            {
                SKColor color = picture.GetPixel(x, y);
                (planes[(y * side) + x], planes[((side + y) * side) + x], planes[(((2 * side) + y) * side) + x]) =
                    (color.Red, color.Green, color.Blue);
            }
        }
        var whole = new CmaeEncoder(
            encoder.Configuration with { Preprocessing = encoder.Preprocessing with { ResizeSize = side } }, encoder.Weights);
        var features = new float[encoder.Architecture.Width];
        new ScoringSession(whole, CmaeFeatureKind.MeanPatch).Run(planes, features, 1);
        return features;
    }

    public static void AssertFeatures(string expected, CmaeEncoder encoder, float tolerance = 1e-4f) =>
        AssertClose(Expected(expected), Features(encoder), tolerance);

    public static void AssertClose(float[] expected, float[] actual, float tolerance)
    {
        Assert.HasCount(expected.Length, actual);
        for (int i = 0; i < expected.Length; i++)
            Assert.AreEqual(expected[i], actual[i], tolerance, $"feature {i}");
    }

    private static TemporaryFolder Unpack()
    {
        var folder = new TemporaryFolder();
        using FileStream archive = System.IO.File.OpenRead(Path.Combine(AppContext.BaseDirectory, "Field", "checkpoints.tar.br"));
        using var content = new BrotliStream(archive, CompressionMode.Decompress);
        using var tar = new TarReader(content);
        while (tar.GetNextEntry() is { } entry)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(folder[entry.Name])!);
            entry.ExtractToFile(folder[entry.Name], overwrite: false);
        }
        return folder;
    }
}
