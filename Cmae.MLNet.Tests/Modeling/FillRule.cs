using System.Text;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Cmae.MLNet.Tests.Modeling;

/// <summary>Values by formula, for models too large to keep weights of: the fill rule of the golden README.</summary>
internal sealed class FillRule(string salt)
{
    /// <summary>Uniform values in [0, 1): a splitmix64 stream that starts at the FNV-1a hash of "salt:name".</summary>
    public double[] Uniform(string name, long count)
    {
        ulong hash = 0xCBF29CE484222325;
        foreach (byte value in Encoding.UTF8.GetBytes($"{salt}:{name}"))
            hash = (hash ^ value) * 0x100000001B3;
        var values = new double[count];
        for (int i = 0; i < values.Length; i++)
        {
            ulong z = hash + (ulong)(i + 1) * 0x9E3779B97F4A7C15;
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            values[i] = ((z ^ (z >> 31)) >> 40) / (double)(1 << 24);
        }
        return values;
    }

    /// <summary>Twice a value in [-1, 1), rounded before it is doubled.</summary>
    public Tensor Images(string name, params long[] shape) =>
        tensor([.. Uniform(name, shape.Aggregate((a, b) => a * b)).Select(u => 2 * (float)(2 * u - 1))], shape);

    /// <summary>A value in [0, 1).</summary>
    public Tensor Noise(string name, params long[] shape) =>
        tensor([.. Uniform(name, shape.Aggregate((a, b) => a * b)).Select(u => (float)u)], shape);

    /// <summary>Gives every parameter but the positions, which stay the sin-cos table, the values of its name and shape.</summary>
    public void Fill(nn.Module module)
    {
        using IDisposable noGradient = no_grad();
        foreach ((string name, Parameter parameter) in module.named_parameters())
            if (!name.EndsWith("pos_embed", StringComparison.Ordinal))
            {
                using Tensor values = tensor(Parameter(name, parameter.shape), parameter.shape);
                parameter.copy_(values);
            }
    }

    private float[] Parameter(string name, long[] shape)
    {
        long count = shape.Aggregate((a, b) => a * b);
        (double offset, double scale) = name switch
        {
            _ when name.EndsWith("bias", StringComparison.Ordinal) => (0, 0.05),
            _ when shape.Length == 1 => (1, 0.1),
            _ when name.EndsWith("token", StringComparison.Ordinal) => (0, 0.05),
            _ => (0, Math.Sqrt(6.0 / (shape[0] + count / shape[0]))),
        };
        return Array.ConvertAll(Uniform(name, count), u => (float)(offset + scale * (2 * u - 1)));
    }
}
