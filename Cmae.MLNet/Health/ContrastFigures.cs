using Cmae.MLNet.Modeling;
using Cmae.MLNet.Tensors;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Cmae.MLNet.Health;

/// <summary>How well predictions find the matching views of their images, and how both are spread over the sphere.</summary>
/// <param name="PositiveRank">Mean rank of the matching view, from 1.</param>
/// <param name="InfoNceAccuracy">Share of the matching views that rank first.</param>
/// <param name="Alignment">Mean squared distance of the pairs.</param>
/// <param name="Uniformity">ln of the mean Gaussian potential of the predictions.</param>
internal readonly record struct ContrastFigures(double PositiveRank, double InfoNceAccuracy, double Alignment, double Uniformity)
{
    /// <summary>Computes the figures.</summary>
    /// <param name="prediction">(N, C), of at least two images.</param>
    /// <param name="target">(N, C)</param>
    public static ContrastFigures Of(Tensor prediction, Tensor target)
    {
        using IDisposable noGradient = no_grad();
        using DisposeScope scope = NewDisposeScope();
        Tensor predictions = functional.normalize(prediction), targets = functional.normalize(target);
        Tensor similarities = InfoNceLoss.Logits(prediction, target, temperature: 1);                        // (N, N)
        Tensor own = similarities.diagonal().unsqueeze(1);
        long[] closer = similarities.gt(own).sum(1).cpu().data<long>().ToArray();                           // (N)
        Tensor distances = predictions.matmul(predictions.t()).Times(-2).Plus(2);                           // squared, (N, N)
        long images = prediction.shape[0];
        double pairs = distances.Times(-2).exp().sum().item<float>() - images;   // without those of an image with itself
        return new(
            1 + closer.Average(),
            closer.Count(targetsCloser => targetsCloser == 0) / (double)images,
            (predictions - targets).Squared().sum(1).mean().item<float>(),
            Math.Log(Math.Max(double.Epsilon, pairs / (images * (images - 1)))));
    }
}
