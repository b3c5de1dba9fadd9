using System.Globalization;
using Microsoft.ML;

// Loads a model.zip and predicts images: StockPredict model.zip image...
// Writes a line for each image: predicted label, tab, highest score.
if (args.Length < 2)
{
    Console.Error.WriteLine("Usage: StockPredict MODEL.zip IMAGE...");
    return 2;
}

var ml = new MLContext();
ITransformer model = ml.Model.Load(args[0], out _);
using PredictionEngine<Photo, Prediction> engine = ml.Model.CreatePredictionEngine<Photo, Prediction>(model);
foreach (string image in args.Skip(1))
{
    Prediction prediction = engine.Predict(new Photo { ImagePath = Path.GetFullPath(image) });
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{prediction.PredictedLabel}\t{prediction.Score.Max():R}"));
}
return 0;

internal sealed class Photo
{
    public string ImagePath { get; set; } = "";

    public string Label { get; set; } = "";
}

internal sealed class Prediction
{
    public string PredictedLabel { get; set; } = "";

    public float[] Score { get; set; } = [];
}
