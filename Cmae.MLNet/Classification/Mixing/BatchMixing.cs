using static TorchSharp.torch;

namespace Cmae.MLNet.Classification;

/// <summary>Mixes the images of a batch by mixup or by CutMix, never both in one batch.</summary>
/// <param name="probability">Share of the batches that are mixed.</param>
/// <param name="mixupAlpha">Of mixup's beta distribution; 0 turns mixup off.</param>
/// <param name="cutMixAlpha">Of CutMix's beta distribution; 0 turns CutMix off.</param>
internal sealed class BatchMixing(double probability, double mixupAlpha, double cutMixAlpha)
{
    /// <summary>Mixes a batch, or leaves it as it is.</summary>
    /// <param name="images">(N, 3, H, W), not changed.</param>
    /// <param name="labels">(N, classes), not changed.</param>
    /// <param name="random">Source of every decision.</param>
    /// <returns>New tensors, or those given.</returns>
    public (Tensor Images, Tensor Labels) Mix(Tensor images, Tensor labels, Random random)
    {
        if ((mixupAlpha <= 0 && cutMixAlpha <= 0) || random.NextDouble() >= probability)
            return (images, labels);
        bool cut = cutMixAlpha > 0 && (mixupAlpha <= 0 || random.NextDouble() < 0.5);
        double lambda = BetaDistribution.Next(random, cut ? cutMixAlpha : mixupAlpha);
        long[] order = [.. Enumerable.Range(0, (int)images.shape[0]).Select(i => (long)i)];
        random.Shuffle(order);
        using Tensor partners = tensor(order, device: images.device);
        if (!cut)
            return (Mixup.Mix(images, partners, lambda), Mixup.Mix(labels, partners, lambda));
        (int height, int width) = ((int)images.shape[2], (int)images.shape[3]);
        CutMixBox box = CutMix.Box(height, width, lambda, random.Next(height), random.Next(width));
        return (CutMix.Paste(images, partners, box), Mixup.Mix(labels, partners, box.Lambda(height, width)));
    }
}
