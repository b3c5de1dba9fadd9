using Cmae.MLNet.Evaluation;
using Cmae.MLNet.Modeling;
using Cmae.MLNet.Runtime;
using Cmae.MLNet.Tensors;
using Cmae.MLNet.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Cmae.MLNet.Health;

/// <summary>
/// Measures a model on fixed images. Weights, gradients, BatchNorm's statistics and random streams of the training stay as they are.
/// </summary>
internal sealed class HealthProbe(CmaeModel model, HealthImages images, int seed, Device device)
{
    private const int Neighbors = 20;
    private const double Temperature = 0.07;

    /// <summary>
    /// All figures, without warnings; null if the losses are no longer finite, which the next training step will report.
    /// </summary>
    public CmaePretrainingHealth? Measure()
    {
        using DisposeScope scope = NewDisposeScope();
        return Measure(model.IsContrastive ? Pixels(images.Target, 0, images.Pairs) : null);
    }

    /// <summary>As <see cref="Measure()"/>, without the figures of a contrast that has not begun.</summary>
    public CmaePretrainingHealth? MeasureReconstruction()
    {
        using DisposeScope scope = NewDisposeScope();
        return Measure(target: null);
    }

    private CmaePretrainingHealth? Measure(Tensor? target)
    {
        using var buffers = new BufferSnapshot(model);
        Tensor latent = Encode(out TokenMask mask, out Tensor online);
        CmaeOutput output = model.forward_losses(latent, mask, online, target);
        if (!double.IsFinite(output.TotalLoss.item<float>()))
            return null;
        double? gradientShare = output.ContrastiveLoss is { } loss ? GradientShare(latent, output.ReconstructionLoss, loss) : null;
        ContrastFigures? contrast = output.Prediction is { } prediction ? ContrastFigures.Of(prediction, output.TargetEmbedding!) : null;
        Tensor features = Features();
        FeatureFigures spread = FeatureFigures.Of(features);
        return new CmaePretrainingHealth
        {
            ReconstructionLoss = output.ReconstructionLoss.item<float>(),
            ContrastiveLoss = output.ContrastiveLoss?.item<float>(),
            Candidates = images.Pairs,
            PositiveRank = contrast?.PositiveRank,
            InfoNceAccuracy = contrast?.InfoNceAccuracy,
            Alignment = contrast?.Alignment,
            Uniformity = contrast?.Uniformity,
            ContrastiveGradientShare = gradientShare,
            EffectiveRank = spread.EffectiveRank,
            FeatureVariance = spread.Variance,
            DeadDimensions = spread.DeadDimensions,
            NeighborAccuracy = NeighborAccuracy(features),
        };
    }

    /// <summary>Runs the online encoder without a gradient; gradients are measured at its output.</summary>
    private Tensor Encode(out TokenMask mask, out Tensor online)
    {
        using IDisposable noGradient = no_grad();
        online = Pixels(images.Online, 0, images.Pairs);
        Random random = RandomSource.Stream(seed, (long)RandomPurpose.Health, 1);
        mask = model.Mask(UniformNoise.Draw(random, device, images.Pairs, model.Configuration.NoiseLength));
        return model.backbone.forward_visible(online, mask).requires_grad_(true);
    }

    private static double GradientShare(Tensor latent, Tensor reconstruction, Tensor contrastive)
    {
        double ofReconstruction = Norm(reconstruction), ofContrast = Norm(contrastive);
        return ofContrast / Math.Max(double.Epsilon, ofContrast + ofReconstruction);

        double Norm(Tensor loss) => autograd.grad([loss], [latent])[0].norm().item<float>();
    }

    /// <summary>(N, D): mean patch features of the whole images.</summary>
    private Tensor Features()
    {
        using IDisposable noGradient = no_grad();
        IEnumerable<Tensor> batches = Enumerable.Range(0, images.Count).Chunk(images.Pairs).Select(batch =>
        {
            using DisposeScope scope = NewDisposeScope();
            Tensor tokens = model.backbone.forward_features(Pixels(images.Whole, batch[0], batch.Length));    // (B, 1 + L, D)
            return VisionTransformer.MeanOfPatches(tokens).MoveToOuterDisposeScope();
        });
        return cat([.. batches], 0);
    }

    private double? NeighborAccuracy(Tensor features)
    {
        if (images.Labels is not { } labels || images.Count <= Neighbors)
            return null;
        int width = (int)features.shape[1];
        IEnumerable<float[]> vectors = features.cpu().data<float>().ToArray().Chunk(width);
        FeatureRow[] rows = [.. vectors.Zip(labels, (vector, label) => new FeatureRow { Features = vector, Label = label })];
        uint[] predicted = new NearestNeighbors(rows, (int)labels.Max() + 1, Neighbors, Temperature).ClassifyByOthers();
        return predicted.Zip(labels).Count(pair => pair.First == pair.Second) / (double)images.Count;
    }

    private Tensor Pixels(byte[] pixels, int first, int count)
    {
        CmaeEncoderConfiguration encoder = model.Configuration.Encoder;
        int length = 3 * encoder.ImageSize * encoder.ImageSize;
        byte[] part = first == 0 ? pixels : pixels[(first * length)..((first + count) * length)];
        return PixelTensor.FromPixels(part, count, encoder.ImageSize, encoder.Preprocessing, device);
    }
}
