using Cmae.MLNet.Onnx;
using Cmae.MLNet.Onnx.Format;
using Cmae.MLNet.Scoring;
using Microsoft.ML;
using Microsoft.ML.Transforms.Onnx;

namespace Cmae.MLNet.Artifacts;

/// <summary>Finds the encoder, or the classifier, inside an ML.NET model.</summary>
internal static class ModelEncoder
{
    /// <summary>The first encoder of a fitted or loaded model.</summary>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    public static CmaeEncoder Find(ITransformer model)
    {
        ArgumentNullException.ThrowIfNull(model);
        foreach (ITransformer transformer in Flatten(model))
        {
            if (transformer is CmaeFeaturizingTransformer featurizer)
                return featurizer.Encoder;
            if (transformer is CmaeImageClassificationTransformer classifier)
                return classifier.Encoder;
            if (transformer is CmaeSegmentationTransformer segmentation)
                return segmentation.Encoder;
            if (transformer is OnnxTransformer onnx && Graph(onnx) is { } graph && EncoderGraphReader.HoldsEncoder(graph))
                return EncoderGraphReader.Read(graph, "the loaded model");
        }
        throw new InvalidOperationException(
            $"There is no CMAE encoder in the model ({string.Join(", ", Flatten(model).Select(t => t.GetType().Name))}). " +
            "Pass a model fitted with CmaeFeaturize, CmaeImageClassification or CmaeSegmentation, or one loaded from the .zip of such a " +
            "model.");
    }

    /// <summary>The first classifier of a fitted or loaded model.</summary>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    public static CmaeClassifier FindClassifier(ITransformer model)
    {
        ArgumentNullException.ThrowIfNull(model);
        foreach (ITransformer transformer in Flatten(model))
        {
            if (transformer is CmaeImageClassificationTransformer classifier)
                return classifier.Model;
            if (transformer is OnnxTransformer onnx && Graph(onnx) is { } graph && ClassifierGraphReader.HoldsClassifier(graph))
                return ClassifierGraphReader.Read(graph, "the loaded model");
        }
        throw new InvalidOperationException(
            $"There is no CMAE classifier in the model ({string.Join(", ", Flatten(model).Select(t => t.GetType().Name))}). " +
            "Pass a fitted CMAE image classifier, or one loaded from the .zip of such a model.");
    }

    /// <summary>The first segmentation model of a fitted or loaded model.</summary>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    public static CmaeSegmenter FindSegmenter(ITransformer model)
    {
        ArgumentNullException.ThrowIfNull(model);
        foreach (ITransformer transformer in Flatten(model))
        {
            if (transformer is CmaeSegmentationTransformer segmentation)
                return segmentation.Model;
            if (transformer is OnnxTransformer onnx && Graph(onnx) is { } graph && SegmentationGraphReader.HoldsSegmenter(graph))
                return SegmentationGraphReader.Read(graph, "the loaded model");
        }
        throw new InvalidOperationException(
            $"There is no CMAE segmentation in the model ({string.Join(", ", Flatten(model).Select(t => t.GetType().Name))}). " +
            "Pass a model fitted with CmaeSegmentation, or one loaded from the .zip of such a model.");
    }

    private static IEnumerable<ITransformer> Flatten(ITransformer model) =>
        model is IEnumerable<ITransformer> chain ? chain.SelectMany(Flatten) : [model];

    /// <summary>The graph of a loaded transformer, which ML.NET hands out only when the transformer is saved.</summary>
    private static ModelProto? Graph(OnnxTransformer transformer)
    {
        using var zip = new MemoryStream();
        try
        {
            new MLContext().Model.Save(transformer, null, zip);
        }
        catch (IOException exception)
        {
            throw new InvalidOperationException(
                "The model was disposed, so its encoder can no longer be read (disposing a prediction engine disposes its model). " +
                "Load the model again.", exception);
        }
        zip.Position = 0;
        return ModelZip.OnnxGraphs(zip, "the loaded model").FirstOrDefault();
    }
}
