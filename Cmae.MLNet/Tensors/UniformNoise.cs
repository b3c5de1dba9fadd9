using static TorchSharp.torch;

namespace Cmae.MLNet.Tensors;

/// <summary>Random values that do not depend on the device or on libtorch's generators.</summary>
internal static class UniformNoise
{
    /// <summary>Draws values in [0, 1), one after the other in row-major order.</summary>
    /// <param name="random">Advances by one single-precision value an element.</param>
    /// <param name="device">Where the tensor lies.</param>
    /// <param name="shape">Shape of the tensor, which the caller disposes.</param>
    public static Tensor Draw(Random random, Device device, params long[] shape)
    {
        var values = new float[shape.Aggregate((product, size) => product * size)];
        foreach (ref float value in values.AsSpan())
            value = random.NextSingle();
        return tensor(values, shape, device: device);
    }
}
