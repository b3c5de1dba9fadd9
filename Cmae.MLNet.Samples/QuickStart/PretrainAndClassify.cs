using Cmae.MLNet;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace QuickStart;

/// <summary>Pre-trains on photos without their labels, trains a linear classifier on the features, and saves both as one model.</summary>
public static class PretrainAndClassify
{
    /// <param name="photos">Folder of photos, in a sub-folder for each class.</param>
    /// <param name="modelFile">The model to write, a .zip; the encoder alone is written beside it, as .safetensors.</param>
    /// <param name="epochs">Passes over the photos in pre-training: hundreds for thousands of photos.</param>
    public static void Run(string photos, string modelFile, int epochs)
    {
        var ml = new MLContext(seed: 1);
        ml.Log += (_, entry) => { if (entry.Source.StartsWith("Cmae")) Console.WriteLine(entry.RawMessage); };
        IDataView images = ml.Data.LoadImageFolder(photos);
        DataOperationsCatalog.TrainTestData split = ml.Data.TrainTestSplit(images, testFraction: 0.2);

        var pipeline = ml.Transforms.Conversion.MapValueToKey("Label")
            .Append(ml.Transforms.CmaeFeaturize(new CmaeFeaturizingEstimator.Options
            {
                OutputColumnName = "Features",
                InputColumnName = "ImagePath",
                FeatureKind = CmaeFeatureKind.MeanPatchGrid, // keeps where in the photo things are
                Pretraining = new() { Architecture = CmaeArchitecture.Micro, ImageSize = 64, Epochs = epochs },
            }))
            .Append(ml.MulticlassClassification.Trainers.CmaeLinear())
            .Append(ml.Transforms.Conversion.MapKeyToValue("PredictedLabel"));
        ITransformer model = pipeline.Fit(split.TrainSet);

        MulticlassClassificationMetrics metrics = ml.MulticlassClassification.Evaluate(model.Transform(split.TestSet));
        Console.WriteLine($"Accuracy on photos it has not seen: {metrics.MicroAccuracy:P1}");
        ml.Model.Save(model, images.Schema, modelFile);
        CmaeEncoder.FromModel(model).Save(Path.ChangeExtension(modelFile, ".safetensors"));

        using PredictionEngine<Photo, Prediction> engine = ml.Model.CreatePredictionEngine<Photo, Prediction>(model);
        Photo first = ml.Data.CreateEnumerable<Photo>(split.TestSet, reuseRowObject: false).First();
        Console.WriteLine($"{first.ImagePath}: {engine.Predict(first).PredictedLabel}");
    }
}
