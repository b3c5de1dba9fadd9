using Cmae.MLNet.Encoders;
using Cmae.MLNet.Imaging;
using Cmae.MLNet.Labels;
using Cmae.MLNet.Onnx;
using Cmae.MLNet.Onnx.Format;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Image;

namespace Cmae.MLNet.Scoring;

/// <summary>The same scoring as a chain of stock transformers, the form in which a .zip holds it.</summary>
/// <remarks>One thread at a time; disposes the transformers with itself.</remarks>
internal sealed class SavedChain : IDisposable
{
    // Columns of the chain that are dropped at its end; the graph's input and output carry the same names.
    private const string Image = "Cmae.Image";
    private const string Pixels = "Cmae.Pixels";
    private const string Features = "Cmae.Features";
    private const string LabelMap = "Cmae.LabelMap";
    private const string ClassShares = "Cmae.ClassShares";
    private const string Probabilities = "Cmae.Probabilities";
    private const string Picture = "Cmae.Picture";

    // The columns that a stock multiclass trainer writes.
    private const string PredictedLabel = "PredictedLabel";
    private const string Score = "Score";

    private readonly MLContext _ml = new();
    private TransformerChain<ITransformer> _chain = new();
    private IDataView _empty;
    private TemporaryGraph? _graph; // read again when the chain is saved

    private SavedChain(ImageColumnKind images, string column) => _empty = images switch
    {
        ImageColumnKind.Image => EmptyImageColumn.OfImages(_ml, column),
        ImageColumnKind.Path => EmptyImageColumn.OfPaths(_ml, column),
        _ => throw UnsavableImages.Error(column),
    };

    /// <summary>The stock transformers, fitted. They belong to this chain.</summary>
    public ITransformer Transformer => _chain;

    /// <summary>A featurizer's chain: [LoadImages] → ResizeImages → ExtractPixels → ApplyOnnxModel → CopyColumns → DropColumns.</summary>
    public static SavedChain ForFeatures(
        CmaeEncoder encoder, CmaeFeatureKind kind, ImageColumnKind images, string inputColumn, string outputColumn)
    {
        return Build(images, inputColumn, chain =>
        {
            chain.AppendPixels(images, inputColumn, encoder.Preprocessing.ResizeSize);
            chain.AppendGraph(EncoderGraph.SingleImage(encoder, kind, Pixels, Features), Features);
            chain.Append(chain._ml.Transforms.CopyColumns(outputColumn, Features));
            chain.Append(chain._ml.Transforms.DropColumns(Image, Pixels, Features));
        });
    }

    /// <summary>
    /// A classifier's chain: as a featurizer's, but the graph ends before a stock multiclass classifier (<see cref="StockClassifier"/>),
    /// which makes the columns of scores and predicted labels.
    /// </summary>
    public static SavedChain ForClassifier(ClassifierWeights classifier, ClassLabels labels, ClassifierScoring scoring)
    {
        return Build(scoring.Images, scoring.ImageColumn, chain =>
        {
            StockClassifier stock = StockClassifier.Fit(labels, classifier.Temperature);
            chain.AppendPixels(scoring.Images, scoring.ImageColumn, classifier.Encoder.Preprocessing.ResizeSize);
            chain.AppendGraph(
                ClassifierGraph.SingleImage(classifier, scoring.Flip, stock.Before, Pixels, StockClassifier.InputColumn, labels.Names),
                StockClassifier.InputColumn);
            chain.Append(stock.Transformer);
            chain.AppendNames(scoring);
        });
    }

    /// <summary>
    /// A segmentation model's chain: [LoadImages] → ResizeImages → ExtractPixels → ApplyOnnxModel → [ConvertToImage] → CopyColumns →
    /// DropColumns. The pixels have an alpha plane, of which the graph learns where the image lies in the square.
    /// </summary>
    public static SavedChain ForSegmentation(SegmentationWeights weights, SegmentationLegend legend, SegmentationScoring scoring)
    {
        return Build(scoring.Images, scoring.ImageColumn, chain =>
        {
            chain.AppendPixelsWithAlpha(scoring.Images, scoring.ImageColumn, weights.Encoder.ImageSize);
            var outputs = new SegmentationOutputs(
                LabelMap, ClassShares, scoring.ProbabilitiesColumn is null ? null : Probabilities,
                scoring.PictureColumn is null ? null : Picture);
            chain._graph = TemporaryGraph.Write(SegmentationGraph.SingleImage(weights, legend, Pixels, outputs));
            chain.Append(chain._ml.Transforms.ApplyOnnxModel(outputs.Names, [Pixels], chain._graph.Path));
            chain.AppendNames(scoring, weights.Encoder.ImageSize);
            chain.Append(chain._ml.Transforms.DropColumns([Image, Pixels, .. outputs.Names]));
        });
    }

    /// <summary>Saves the chain instead of the live transformer.</summary>
    public void Save(ModelSaveContext context) => ((ICanSaveModel)_chain).Save(context);

    /// <summary>A chain with what an action appends. If that fails half way, nothing is left behind.</summary>
    private static SavedChain Build(ImageColumnKind images, string column, Action<SavedChain> append)
    {
        var chain = new SavedChain(images, column);
        try
        {
            append(chain);
            return chain;
        }
        catch
        {
            chain.Dispose();
            throw;
        }
    }

    private void AppendPixels(ImageColumnKind images, string inputColumn, int side)
    {
        if (images == ImageColumnKind.Path)
            Append(_ml.Transforms.LoadImages(Image, "", inputColumn));
        Append(new SquareResizer(side).Estimator(_ml, Image, images == ImageColumnKind.Path ? Image : inputColumn));
        Append(_ml.Transforms.ExtractPixels(Pixels, Image));
    }

    private void AppendPixelsWithAlpha(ImageColumnKind images, string inputColumn, int side)
    {
        if (images == ImageColumnKind.Path)
            Append(_ml.Transforms.LoadImages(Image, "", inputColumn));
        Append(new LetterboxResizer(side).Estimator(_ml, Image, images == ImageColumnKind.Path ? Image : inputColumn));
        Append(_ml.Transforms.ExtractPixels(
            Pixels, Image, ImagePixelExtractingEstimator.ColorBits.All, ImagePixelExtractingEstimator.ColorsOrder.ARGB));
    }

    private void AppendNames(SegmentationScoring scoring, int side)
    {
        if (scoring.PictureColumn is { } picture)
        {
            Append(_ml.Transforms.ConvertToImage(
                side, side, picture, Picture, ImagePixelExtractingEstimator.ColorBits.Rgb, interleavedColors: true));
        }
        Append(_ml.Transforms.CopyColumns(scoring.LabelMapColumn, LabelMap));
        Append(_ml.Transforms.CopyColumns(scoring.ClassSharesColumn, ClassShares));
        if (scoring.ProbabilitiesColumn is { } probabilities)
            Append(_ml.Transforms.CopyColumns(probabilities, Probabilities));
    }

    /// <summary>Gives the stock classifier's columns their names, and drops those of the chain itself.</summary>
    private void AppendNames(ClassifierScoring scoring)
    {
        List<string> dropped = [Image, Pixels, StockClassifier.InputColumn];
        foreach ((string written, string wanted) in
            ((string, string)[])[(PredictedLabel, scoring.PredictedLabelColumn), (Score, scoring.ScoreColumn)])
        {
            if (written == wanted)
                continue;
            Append(_ml.Transforms.CopyColumns(wanted, written));
            dropped.Add(written);
        }
        Append(_ml.Transforms.DropColumns([.. dropped]));
    }

    private void AppendGraph(ModelProto model, string output)
    {
        _graph = TemporaryGraph.Write(model);
        Append(_ml.Transforms.ApplyOnnxModel(output, Pixels, _graph.Path));
    }

    private void Append(IEstimator<ITransformer> estimator) => Append(estimator.Fit(_empty));

    private void Append(ITransformer transformer)
    {
        _chain = _chain.Append(transformer);
        _empty = transformer.Transform(_empty);
    }

    public void Dispose()
    {
        _chain.Dispose();
        _graph?.Dispose();
    }
}
