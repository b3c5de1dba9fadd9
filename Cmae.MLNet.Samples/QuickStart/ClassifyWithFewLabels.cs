using Cmae.MLNet;
using Microsoft.ML;

namespace QuickStart;

/// <summary>
/// Uses an encoder that was pre-trained before: with a few labeled photos of each class, a classifier is ready within seconds.
/// </summary>
public static class ClassifyWithFewLabels
{
    /// <param name="encoderFile">The encoder, for example the .safetensors that <see cref="PretrainAndClassify"/> writes.</param>
    /// <param name="labeled">Folder of the labeled photos, in a sub-folder for each class.</param>
    /// <param name="unlabeled">Folder of the photos to classify.</param>
    public static void Run(string encoderFile, string labeled, string unlabeled)
    {
        var ml = new MLContext(seed: 1);
        CmaeEncoder encoder = CmaeEncoder.Load(encoderFile);

        // Fit computes features and trains the linear classifier on them. The encoder stays as it is.
        var pipeline = ml.Transforms.Conversion.MapValueToKey("Label")
            .Append(ml.Transforms.CmaeFeaturize("Features", "ImagePath", encoder, CmaeFeatureKind.MeanPatchGrid))
            .Append(ml.MulticlassClassification.Trainers.CmaeLinear())
            .Append(ml.Transforms.Conversion.MapKeyToValue("PredictedLabel"));
        ITransformer model = pipeline.Fit(ml.Data.LoadImageFolder(labeled));

        // Transform reads and scores the photos in batches, as the rows are asked for.
        IDataView predictions = model.Transform(ml.Data.LoadImageFolder(unlabeled));
        foreach (Prediction row in ml.Data.CreateEnumerable<Prediction>(predictions, reuseRowObject: true))
            Console.WriteLine($"{row.ImagePath}: {row.PredictedLabel} ({row.Score.Max():P0})");
    }
}
