using Cmae.MLNet.Imaging;
using Microsoft.ML;
using SkiaSharp;

namespace Cmae.MLNet.Tests.Segmentation;

/// <summary>Pictures of disks on noise with their masks, as files, and options so small that a training takes seconds.</summary>
internal sealed class TinySegmentation : IDisposable
{
    /// <summary>Names of the classes, in the order of their values.</summary>
    public static readonly CmaeSegmentationClass[] Classes = [new("ground"), new("disk", color: "#FF0000")];

    private readonly TemporaryFolder _folder = new();

    public TinySegmentation(int count = 12, int seed = 3)
    {
        var random = new Random(seed);
        Rows = [.. Enumerable.Range(0, count).Select(i => Write(i, random))];
    }

    public Row[] Rows { get; }

    public string Folder => _folder.Path;

    /// <summary>A few epochs over images of 32 pixels from random weights; what they give is a function of the seed.</summary>
    public static CmaeSegmentationTrainer.Options Options() => new()
    {
        Classes = Classes,
        Architecture = new CmaeArchitecture(32, 2, 4),
        ImageSize = 32,
        PatchSize = 8,
        BatchSize = 4,
        Epochs = 12,
        Device = CmaeDevice.Cpu,
        BaseLearningRate = 0.2,
        WeightAveraging = null,
    };

    /// <summary>An encoder of the options' sizes, but of another image size.</summary>
    public static CmaeEncoder Encoder(int imageSize = 16) =>
        CmaeEncoder.CreateUntrained(new(new CmaeArchitecture(32, 2, 4), imageSize, PatchSize: 8), seed: 7);

    /// <summary>Columns "ImagePath" and "MaskPath".</summary>
    public IDataView View(MLContext ml) => ml.Data.LoadFromEnumerable(Rows);

    /// <summary>The mask of a row.</summary>
    public ClassMask Mask(Row row) => new MaskReader(new SegmentationClasses(Classes)).Read(row.MaskPath);

    public void Dispose() => _folder.Dispose();

    private Row Write(int index, Random random)
    {
        (int width, int height) = (40 + (8 * (index % 3)), 40 + (8 * (index / 3 % 2)));
        (int x, int y, int radius) = (random.Next(10, width - 10), random.Next(10, height - 10), random.Next(6, 14));
        using var image = new SKBitmap(width, height, SKColorType.Rgba8888, SKAlphaType.Opaque);
        using var mask = new SKBitmap(width, height, SKColorType.Gray8, SKAlphaType.Opaque);
        for (int row = 0; row < height; row++)
        {
            for (int column = 0; column < width; column++)
            {
                bool isDisk = ((column - x) * (column - x)) + ((row - y) * (row - y)) < radius * radius;
                byte noise = (byte)random.Next(60);
                var disk = new SKColor((byte)(190 + noise), noise, noise);
                image.SetPixel(column, row, isDisk ? disk : new SKColor(noise, (byte)(100 + noise), noise));
                mask.SetPixel(column, row, isDisk ? new SKColor(1, 1, 1) : SKColors.Black);
            }
        }
        var paths = new Row { ImagePath = _folder[$"{index:00}.png"], MaskPath = _folder[$"{index:00}-mask.png"] };
        Save(image, paths.ImagePath);
        Save(mask, paths.MaskPath);
        return paths;
    }

    private static void Save(SKBitmap bitmap, string path)
    {
        using SKData png = bitmap.Encode(SKEncodedImageFormat.Png, 100);
        File.WriteAllBytes(path, png.ToArray());
    }

    internal sealed class Row
    {
        public string ImagePath { get; set; } = "";

        public string MaskPath { get; set; } = "";
    }
}
