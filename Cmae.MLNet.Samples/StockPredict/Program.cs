using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;

// Loads a model.zip and predicts images: StockPredict MODEL.zip COLUMN IMAGE...
// Writes a line for each image: predicted label, tab, the values of the vector column (Score, Features, ...) with spaces between.
if (args.Length < 3)
{
    Console.Error.WriteLine("Usage: StockPredict MODEL.zip COLUMN IMAGE...");
    return 2;
}

var ml = new MLContext();
ITransformer model = ml.Model.Load(args[0], out _);
SchemaDefinition output = SchemaDefinition.Create(typeof(Prediction));
output[nameof(Prediction.Values)].ColumnName = args[1];
using PredictionEngine<Photo, Prediction> engine = ml.Model.CreatePredictionEngine<Photo, Prediction>(model, outputSchemaDefinition: output);
foreach (string image in args.Skip(2))
{
    Prediction prediction = engine.Predict(new Photo { ImagePath = Path.GetFullPath(image) });
    Console.WriteLine($"{prediction.PredictedLabel}\t{string.Join(' ', prediction.Values.Select(value => value.ToString("R", CultureInfo.InvariantCulture)))}");
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

    public float[] Values { get; set; } = [];
}
