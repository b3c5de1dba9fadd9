using TorchSharp;
using static TorchSharp.torch;

namespace Cmae.MLNet.Modeling;

/// <summary>Sums and factors whose numbers stay alive while native code reads them.</summary>
/// <remarks>
/// TorchSharp makes a native scalar of every number, also of the factor 1 that a sum of two tensors has, and holds nothing but its address during the native call:
/// a garbage collection at that moment lets the finalizer free it, and the call reads whatever is there then. Operators with such a number are therefore used here
/// only, and a test looks through the assembly for others.
/// </remarks>
internal static class TensorArithmetic
{
    private static readonly Scalar s_one = 1;

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
