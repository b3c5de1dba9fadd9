using Cmae.MLNet.Tensors;
using TorchSharp;
using static TorchSharp.torch;

namespace Cmae.MLNet.Classification;

/// <summary>Mixup: every image becomes a weighted mean of itself and another of the batch, and so does its label.</summary>
internal static class Mixup
{
    /// <summary>values·lambda + values[permutation]·(1 - lambda), for images as for labels.</summary>
    /// <param name="values">(N, …): images, or labels (N, classes).</param>
    /// <param name="permutation">(N): the partner of every image.</param>
    /// <param name="lambda">Weight of the image itself, 0..1.</param>
    /// <returns>The shape of <paramref name="values"/>.</returns>
    public static Tensor Mix(Tensor values, Tensor permutation, double lambda)
    {
        using DisposeScope scope = NewDisposeScope();
        return values.Times(lambda).Plus(values.index_select(0, permutation).Times(1 - lambda)).MoveToOuterDisposeScope();
    }
}
