using TorchSharp;
using static TorchSharp.torch;

namespace Cmae.MLNet.Tensors;

/// <summary>Sums and factors whose numbers stay alive while native code reads them.</summary>
/// <remarks>
/// TorchSharp makes a native scalar of every number, even of the factor 1 in a sum of two tensors, and holds only its address during the
/// native call: a garbage collection at that moment lets the finalizer free the scalar, and the call reads freed memory. Some of
/// TorchSharp's own methods do the same: <c>square</c>, the steps of its optimizers, BatchNorm's counting. Whatever makes such a number is
/// therefore used in this class alone, and tests search the library, the samples and the tests themselves, and what they call, for others.
/// </remarks>
internal static class TensorArithmetic
{
    private static readonly Scalar s_one = 1, s_two = 2;

    /// <summary>A number for native code. The caller holds it until the native call has ended, and disposes it.</summary>
    public static Scalar Number(double value) => value;

    /// <summary>0, 1, ... up to <paramref name="count"/> - 1, in 64 bits.</summary>
    public static Tensor Counting(long count, Device device)
    {
        using Scalar stop = count;
        return arange(stop, device: device);
    }

    /// <summary>The sum of two tensors.</summary>
    public static Tensor Plus(this Tensor left, Tensor right) => left.add(right, s_one);

    /// <summary>A number added to every element.</summary>
    public static Tensor Plus(this Tensor tensor, double number)
    {
        using Scalar scalar = number;
        return tensor.add(scalar, s_one);
    }

    /// <summary>Every element times a number.</summary>
    public static Tensor Times(this Tensor tensor, double factor)
    {
        using Scalar scalar = factor;
        return tensor.mul(scalar);
    }

    /// <summary>Every element divided by a number.</summary>
    public static Tensor Over(this Tensor tensor, double divisor)
    {
        using Scalar scalar = divisor;
        return tensor.div(scalar);
    }

    /// <summary>Every element times itself.</summary>
    public static Tensor Squared(this Tensor tensor) => tensor.pow(s_two);

    /// <summary>Adds one to every element, in place.</summary>
    public static void Increment(this Tensor counter) => counter.add_(s_one, s_one);

    /// <summary>Elements below <paramref name="lowest"/> and above <paramref name="highest"/> become those.</summary>
    public static Tensor Within(this Tensor tensor, double lowest, double highest)
    {
        using Scalar low = lowest, high = highest;
        return tensor.clamp(low, high);
    }

    /// <summary>Whether an element is at least a number.</summary>
    public static Tensor IsAtLeast(this Tensor tensor, double number)
    {
        using Scalar scalar = number;
        return tensor.ge(scalar);
    }
}
