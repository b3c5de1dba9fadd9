using Cmae.MLNet;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace QuickStart;

/// <summary>
/// Fine-tunes a pre-trained encoder end to end: the most accurate classifier if there are enough labels, and minutes to train.
/// </summary>
public static class FineTune
{
    /// <param name="encoderFile">The encoder, for example the .safetensors that <see cref="PretrainAndClassify"/> writes.</param>
    /// <param name="photos">Folder of labeled photos, in a sub-folder for each class.</param>
    /// <param name="modelFile">The model to write, a .zip.</param>
    /// <param name="epochs">Passes over the photos.</param>
    public static void Run(string encoderFile, string photos, string modelFile, int epochs)
    {
        var ml = new MLContext(seed: 1);
        ml.Log += (_, entry) => { if (entry.Source.StartsWith("Cmae")) Console.WriteLine(entry.RawMessage); };
        IDataView images = ml.Data.LoadImageFolder(photos);
        DataOperationsCatalog.TrainTestData split = ml.Data.TrainTestSplit(images, testFraction: 0.2);

        var pipeline = ml.Transforms.Conversion.MapValueToKey("Label")
            .Append(ml.MulticlassClassification.Trainers.CmaeImageClassification(new CmaeImageClassificationTrainer.Options
            {
                ImageColumnName = "ImagePath",
                InitializeFrom = CmaeEncoder.Load(encoderFile),
                Epochs = epochs,
            }))
            .Append(ml.Transforms.Conversion.MapKeyToValue("PredictedLabel"));
        ITransformer model = pipeline.Fit(split.TrainSet); // a part of these photos chooses the best epoch

        MulticlassClassificationMetrics metrics = ml.MulticlassClassification.Evaluate(model.Transform(split.TestSet));
        Console.WriteLine($"Accuracy on photos it has not seen: {metrics.MicroAccuracy:P1}");
        Console.WriteLine(metrics.ConfusionMatrix.GetFormattedConfusionTable());
        ml.Model.Save(model, images.Schema, modelFile);
    }
}
