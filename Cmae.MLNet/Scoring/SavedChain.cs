using Cmae.MLNet.Onnx;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Cmae.MLNet.Scoring;

/// <summary>
/// The same scoring as a chain of stock transformers, the form in which a .zip holds it:
/// [LoadImages] → ResizeImages → ExtractPixels → ApplyOnnxModel → CopyColumns → DropColumns.
/// </summary>
internal static class SavedChain
{
    // Columns of the chain that are dropped at its end; the graph's input and output carry the same names.
    private const string Image = "Cmae.Image";
    private const string Pixels = "Cmae.Pixels";
    private const string Features = "Cmae.Features";

    /// <summary>Saves the chain in place of a transformer of ours.</summary>
    public static void Save(ModelSaveContext context, CmaeEncoder encoder, CmaeFeatureKind kind, ImageColumnKind images, string inputColumn, string outputColumn)
    {
        using TemporaryGraph graph = TemporaryGraph.Write(EncoderGraph.SingleImage(encoder, kind, Pixels, Features));
        using TransformerChain<ITransformer> chain = Build(graph.Path, encoder.Preprocessing.ResizeSize, images, inputColumn, outputColumn);
        ((ICanSaveModel)chain).Save(context);
    }

    private static TransformerChain<ITransformer> Build(string graph, int side, ImageColumnKind images, string inputColumn, string outputColumn)
    {
        var ml = new MLContext();
        (EstimatorChain<ITransformer> loading, string source, IDataView empty) = images switch
        {
            ImageColumnKind.Image => (new EstimatorChain<ITransformer>(), inputColumn, StandardTransforms.EmptyImages(ml, inputColumn)),
            ImageColumnKind.Path => (
                new EstimatorChain<ITransformer>().Append<ITransformer>(ml.Transforms.LoadImages(Image, "", inputColumn)),
                Image,
                StandardTransforms.EmptyPaths(ml, inputColumn)),
            _ => throw new InvalidOperationException(
                $"The model cannot be saved: its image column '{inputColumn}' holds encoded bytes, which no standard ML.NET transformer decodes. " +
                "Fit it on a column of MLImage (mlContext.Transforms.LoadImages, or MLImage.CreateFromStream on the bytes); an encoder that is trained " +
                "already is reused with CmaeFeaturize(…, encoder), or saved by itself with CmaeEncoder.Save."),
        };
        return loading
            .Append<ITransformer>(StandardTransforms.Resize(ml, Image, source, side))
            .Append<ITransformer>(ml.Transforms.ExtractPixels(Pixels, Image))
            .Append<ITransformer>(ml.Transforms.ApplyOnnxModel(Features, Pixels, graph))
            .Append<ITransformer>(ml.Transforms.CopyColumns(outputColumn, Features))
            .Append<ITransformer>(ml.Transforms.DropColumns(Image, Pixels, Features))
            .Fit(empty);
    }
}
