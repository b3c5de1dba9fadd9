using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;

// Predicts images with a saved model, on stock ML.NET packages: no Cmae.MLNet, no libtorch.
// Writes a line for each image: the predicted label, a tab, and the values of a vector column (Score or Features) with spaces between.
if (args is not [var modelFile, var column, .. var images] || images is [])
{
    Console.Error.WriteLine("Usage: StockPredict MODEL.zip COLUMN IMAGE...");
    return 2;
}

var ml = new MLContext();
ITransformer model = ml.Model.Load(modelFile, out _);
SchemaDefinition output = SchemaDefinition.Create(typeof(Prediction));
output[nameof(Prediction.Values)].ColumnName = column;
using PredictionEngine<Photo, Prediction> engine =
    ml.Model.CreatePredictionEngine<Photo, Prediction>(model, outputSchemaDefinition: output);
foreach (string image in images)
{
    Prediction prediction = engine.Predict(new Photo { ImagePath = Path.GetFullPath(image) });
    string values = string.Join(' ', prediction.Values.Select(value => value.ToString("R", CultureInfo.InvariantCulture)));
    Console.WriteLine($"{prediction.PredictedLabel}\t{values}");
}
return 0;

internal sealed class Photo
{
    public string ImagePath { get; set; } = "";

    public string Label { get; set; } = ""; // empty: a column of training that the model still asks for
}

internal sealed class Prediction
{
    public string PredictedLabel { get; set; } = "";

    public float[] Values { get; set; } = [];
}
