using Cmae.MLNet.Files;
using Cmae.MLNet.Imaging;
using Cmae.MLNet.Onnx;
using Cmae.MLNet.Onnx.Format;
using Cmae.MLNet.Scoring;
using Microsoft.ML;

namespace Cmae.MLNet.Artifacts;

/// <summary>Encoders and classifiers in ML.NET model files (.zip).</summary>
internal static class SavedModel
{
    private const long LargeFile = 16 << 20;

    /// <summary>Writes a model that reads an MLImage column "Image" and adds a column "Features"; it loads with the stock ML.NET packages.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Save(CmaeEncoder encoder, string path)
    {
        using SavedChain chain = SavedChain.ForFeatures(encoder, CmaeFeatureKind.MeanPatch, ImageColumnKind.Image, "Image", "Features");
        // No schema: ML.NET cannot save one that has an image column.
        AtomicFile.Write(path, stream => new MLContext().Model.Save(chain.Transformer, null, stream));
    }

    /// <summary>Loads a model to score with; the file's content is checked before ML.NET reads it.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is damaged or not an ML.NET model, or its graphs use more than standard operators.</exception>
    public static (ITransformer Model, DataViewSchema? Schema) Open(ModelOperationsCatalog catalog, string path) =>
        FileFailure.Reading(path, () => Load(catalog, path));

    /// <summary>Reads the first encoder in a saved model, without loading the model itself.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is damaged, or holds no encoder.</exception>
    public static CmaeEncoder LoadEncoder(string path)
    {
        using FileStream stream = CheckpointStream.OpenRead(path);
        var graph = ModelZip.OnnxGraphs(stream, path).FirstOrDefault(EncoderGraphReader.HoldsEncoder)
            ?? throw new InvalidDataException(
                $"'{path}' holds no CMAE encoder. Pass a model that was fitted with CmaeFeaturize, or a file written by CmaeEncoder.Save.");
        return EncoderGraphReader.Read(graph, path);
    }

    /// <summary>Reads the first classifier in a saved model, without loading the model itself.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is damaged or holds no classifier.</exception>
    public static CmaeClassifier LoadClassifier(string path)
    {
        using FileStream stream = CheckpointStream.OpenRead(path);
        var graph = ModelZip.OnnxGraphs(stream, path).FirstOrDefault(ClassifierGraphReader.HoldsClassifier)
            ?? throw new InvalidDataException($"'{path}' holds no CMAE classifier. Pass a model that ends with a CMAE image classifier.");
        return ClassifierGraphReader.Read(graph, path);
    }

    /// <summary>Reads the first segmentation model in a saved model, without loading the model itself.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is damaged or holds no segmentation model.</exception>
    public static CmaeSegmenter LoadSegmenter(string path)
    {
        using FileStream stream = CheckpointStream.OpenRead(path);
        var graph = ModelZip.OnnxGraphs(stream, path).FirstOrDefault(SegmentationGraphReader.HoldsSegmenter)
            ?? throw new InvalidDataException($"'{path}' holds no CMAE segmentation. Pass a model that was fitted with CmaeSegmentation.");
        return SegmentationGraphReader.Read(graph, path);
    }

    private static (ITransformer Model, DataViewSchema? Schema) Load(ModelOperationsCatalog catalog, string path)
    {
        if (ArtifactKinds.Of(path) != ArtifactKind.Model)
            throw new InvalidDataException($"'{path}' is not an ML.NET model (.zip). Pass the file of a saved model.");
        using FileStream stream = CheckpointStream.OpenRead(path);
        CheckGraphs(stream, path);
        stream.Position = 0;
        try
        {
            return (catalog.Load(stream, out DataViewSchema? schema), schema);
        }
        // ML.NET reports damage and unknown components by exceptions of many types around the reason
        catch (Exception exception) when (exception.GetBaseException() is OutOfMemoryException)
        {
            throw new InsufficientMemoryException(exception.Message, exception);
        }
        catch (Exception exception) when (exception is not IOException)
        {
            throw new InvalidDataException(
                $"'{path}' cannot be loaded as an ML.NET model: {exception.GetBaseException().Message} " +
                "Copy or download the file again; a model with components of other packages needs these packages.", exception);
        }
    }

    private static void CheckGraphs(FileStream stream, string path)
    {
        foreach (ModelProto graph in ModelZip.OnnxGraphs(stream, path))
            GraphSafety.Check(graph, path);
        ModelZip.VerifyOthers(stream, path);
        // ML.NET is about to take four times the file's size: the graphs, as large as the file, are given back before.
        if (stream.Length > LargeFile)
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
    }
}
