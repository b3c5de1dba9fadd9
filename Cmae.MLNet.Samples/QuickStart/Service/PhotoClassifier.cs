using System.Collections.Concurrent;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Image;
using Microsoft.ML.Transforms.Onnx;

namespace PhotoService;

/// <summary>Classifies photos with a saved model that starts at a column of images; see "Uploads" in the guide. Thread-safe.</summary>
public sealed class PhotoClassifier
{
    private readonly MLContext _ml = new();
    private readonly ITransformer _model;
    private readonly ConcurrentBag<PredictionEngine<Photo, Prediction>> _engines = [];

    /// <summary>Loads a model.</summary>
    public PhotoClassifier(string modelFile)
    {
        // Requests run at the same time: one thread for each is better than all cores for one.
        _ml.SetOnnxSessionOption(new OnnxSessionOptions { IntraOpNumThreads = 1 });
        _model = _ml.Model.LoadChecked(modelFile, out _);
    }

    /// <summary>The class of a photo and its probability.</summary>
    /// <exception cref="InvalidDataException">The content is not a photo.</exception>
    public PhotoClass Classify(byte[] photo)
    {
        using MLImage image = Decode(photo);
        // An engine belongs to one thread at a time; the model behind the engines is shared.
        if (!_engines.TryTake(out PredictionEngine<Photo, Prediction>? engine))
            engine = _ml.Model.CreatePredictionEngine<Photo, Prediction>(_model, new PredictionEngineOptions { OwnsTransformer = false });
        Prediction prediction = engine.Predict(new Photo { Image = image });
        _engines.Add(engine);
        return new PhotoClass(prediction.Class, prediction.Score.Max());
    }

    private static MLImage Decode(byte[] photo)
    {
        try
        {
            return MLImage.CreateFromStream(new MemoryStream(photo));
        }
        catch (ArgumentException exception)
        {
            throw new InvalidDataException("The upload is not an image.", exception);
        }
    }

    private sealed class Photo
    {
        [ImageType(1, 1)] // nominal; every image has its own size
        public MLImage? Image { get; set; }

        public string Label { get; set; } = ""; // the pipeline maps it, so the input must have it
    }

    private sealed class Prediction
    {
        public string Class { get; set; } = "";

        public float[] Score { get; set; } = [];
    }
}

/// <summary>What a photo shows.</summary>
/// <param name="Class">The most probable class.</param>
/// <param name="Probability">Its probability, 0 to 1.</param>
public sealed record PhotoClass(string Class, float Probability);
