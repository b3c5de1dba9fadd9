using Cmae.MLNet.Classification;
using Cmae.MLNet.Encoders;
using Cmae.MLNet.FineTuning;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Image;

namespace Cmae.MLNet.Tests.Classification;

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

    /// <summary>An encoder to start from, of the options' sizes.</summary>
    public static CmaeEncoder Encoder(int seed = 7) =>
        CmaeEncoder.CreateUntrained(new(new CmaeArchitecture(32, 2, 4), ImageSize: 16, PatchSize: 4), seed);

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

    /// <summary>Trains, and keeps the figures of all epochs.</summary>
    public static Outcome Run(CmaeImageClassificationTrainer.Options options, MLContext? ml = null, IDataView? data = null)
    {
        ml ??= new MLContext(seed: 1);
        var history = new List<CmaeImageClassificationEpoch>();
        CmaeImageClassificationTrainer.Options recorded = options.Copy();
        recorded.EpochCompleted = epoch =>
        {
            history.Add(epoch);
            options.EpochCompleted?.Invoke(epoch);
        };
        FineTuningResult<ClassifierWeights, ClassificationFigures> result = ClassifierTraining.Run(ml, data ?? Images(ml), recorded);
        return new Outcome(result.Model, history, result.BestEpoch);
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

    /// <summary>What a fine-tuning made, and how it went.</summary>
    internal sealed record Outcome(ClassifierWeights Weights, IReadOnlyList<CmaeImageClassificationEpoch> History, int? BestEpoch);

    internal sealed class Row
    {
        [ImageType(20, 24)]
        public MLImage? Image { get; set; }

        public string Class { get; set; } = "";
    }
}
