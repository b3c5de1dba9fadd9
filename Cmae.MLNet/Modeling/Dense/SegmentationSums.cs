using TorchSharp;
using static TorchSharp.torch;

namespace Cmae.MLNet.Modeling;

/// <summary>Sums over the labeled pixels of images, of which the loss is a function.</summary>
/// <param name="CrossEntropy">Scalar: the cross entropies, with the weights of the classes.</param>
/// <param name="Weight">Scalar: the weights.</param>
/// <param name="Overlap">(K): the probabilities of the classes that the pixels have.</param>
/// <param name="Predicted">(K): the probabilities of every class.</param>
/// <param name="Truth">(K): the pixels of every class.</param>
internal sealed record SegmentationSums(Tensor CrossEntropy, Tensor Weight, Tensor Overlap, Tensor Predicted, Tensor Truth)
{
    private Tensor[] All => [CrossEntropy, Weight, Overlap, Predicted, Truth];

    /// <summary>The sums over these images and others.</summary>
    public SegmentationSums Plus(SegmentationSums other) => new(
        Tensors.TensorArithmetic.Plus(CrossEntropy, other.CrossEntropy), Tensors.TensorArithmetic.Plus(Weight, other.Weight),
        Tensors.TensorArithmetic.Plus(Overlap, other.Overlap), Tensors.TensorArithmetic.Plus(Predicted, other.Predicted),
        Tensors.TensorArithmetic.Plus(Truth, other.Truth));

    /// <summary>The same values as new leaves of a graph of gradients.</summary>
    public SegmentationSums Leaves()
    {
        Tensor[] leaves = Array.ConvertAll(All, sum => sum.detach().clone());
        foreach (Tensor leaf in leaves)
            leaf.requires_grad = true;
        return new(leaves[0], leaves[1], leaves[2], leaves[3], leaves[4]);
    }

    /// <summary>The sum of these values times the gradients of others: a scalar that has their gradient.</summary>
    public Tensor TimesGradientsOf(SegmentationSums leaves)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor total = zeros([], device: CrossEntropy.device);
        foreach ((Tensor sum, Tensor leaf) in All.Zip(leaves.All))
        {
            if (leaf.grad is { } gradient)
                total = Tensors.TensorArithmetic.Plus(total, (sum * gradient).sum());
        }
        return total.MoveToOuterDisposeScope();
    }

    public SegmentationSums MoveToOuterDisposeScope()
    {
        foreach (Tensor sum in All)
            sum.MoveToOuterDisposeScope();
        return this;
    }
}
