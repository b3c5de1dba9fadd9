using Cmae.MLNet.FineTuning;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Image;

namespace Cmae.MLNet.Tests.FineTuning;

/// <summary>Images, labels and options so small that a fine-tuning takes a second.</summary>
internal static class TinyFineTuning
{
    /// <summary>Names of the classes, in the order of their keys.</summary>
    public static readonly string[] Classes = ["dark", "light", "striped"];

    /// <summary>Six epochs of four steps over 27 images from random weights; what they give is a function of the seed.</summary>
    public static CmaeImageClassificationTrainer.Options Options() => new()
    {
        Architecture = new CmaeArchitecture(32, 2, 4),
        ImageSize = 16,
        PatchSize = 4,
        BatchSize = 6,
        Epochs = 6,
        Device = CmaeDevice.Cpu,
        BaseLearningRate = 0.05,
    };

    /// <summary>An encoder for the option of the same name, of the options' sizes.</summary>
    public static CmaeEncoder Encoder(int seed = 7) => CmaeEncoder.CreateUntrained(new CmaePretrainingOptions
    {
        Architecture = new CmaeArchitecture(32, 2, 4),
        ImageSize = 16,
        PatchSize = 4,
        Seed = seed,
    });

    /// <summary>Columns "Image" and "Label", a key; the classes take turns.</summary>
    public static IDataView Images(MLContext ml, int count = 30, int seed = 5)
    {
        var random = new Random(seed);
        return Keyed(ml, Enumerable.Range(0, count).Select(i => new Row { Image = Draw(random, i % 3), Class = Classes[i % 3] }));
    }

    /// <summary>Rows with their class turned into the key "Label", whose values are always the three classes, in their order.</summary>
    public static IDataView Keyed(MLContext ml, IEnumerable<Row> rows)
    {
        var mapping = ml.Data.LoadFromEnumerable(Classes.Select(name => new { Class = name }));
        IDataView data = ml.Data.LoadFromEnumerable(rows);
        return ml.Transforms.Conversion.MapValueToKey("Label", "Class", keyData: mapping).Fit(data).Transform(data);
    }

    public static FineTuningResult Run(CmaeImageClassificationTrainer.Options options, MLContext? ml = null)
    {
        ml ??= new MLContext(seed: 1);
        return FineTuner.Run(ml, Images(ml), options);
    }

    /// <summary>A noisy picture of a class.</summary>
    public static MLImage Draw(Random random, int kind)
    {
        const int width = 24, height = 20;
        var pixels = new byte[4 * width * height];
        for (int i = 0; i < width * height; i++)
        {
            int level = kind switch { 0 => 40, 1 => 210, _ => i % width / 4 % 2 == 0 ? 20 : 235 };
            for (int channel = 0; channel < 3; channel++)
                pixels[(4 * i) + channel] = (byte)(level + random.Next(-20, 21));
            pixels[(4 * i) + 3] = 255;
        }
        return MLImage.CreateFromPixels(width, height, MLPixelFormat.Rgba32, pixels);
    }

    internal sealed class Row
    {
        [ImageType(20, 24)]
        public MLImage? Image { get; set; }

        public string Class { get; set; } = "";
    }
}
