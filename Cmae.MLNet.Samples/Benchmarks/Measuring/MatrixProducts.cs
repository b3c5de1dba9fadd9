using Cmae.MLNet.Runtime;
using static TorchSharp.torch;

namespace Cmae.MLNet.Samples.Benchmarks.Measuring;

/// <summary>
/// Large square matrix products by libtorch: the most that the processor gives, to be measured among the other contenders.
/// </summary>
/// <remarks>Owns native memory; dispose.</remarks>
internal sealed class MatrixProducts : IDisposable
{
    private const int Side = 2048;
    private const int Repetitions = 3;
    private const double Gigaflop = 2e-9 * Side * Side * Side * Repetitions;

    private readonly Tensor _float32 = rand(Side, Side);
    private readonly Tensor? _bfloat16;

    public MatrixProducts()
    {
        if (TrainingPrecision.Resolve(CmaePrecision.Auto, CPU) is { } type)
            _bfloat16 = _float32.to_type(type);
    }

    /// <summary>fp32, then bf16 where the processor has it.</summary>
    public IReadOnlyList<Contender> Contenders =>
    [
        new("fp32 product", () => Multiply(_float32)),
        .. _bfloat16 is { } reduced ? (Contender[])[new("bf16 product", () => Multiply(reduced))] : [],
    ];

    /// <summary>What the timings of <see cref="Contenders"/> say.</summary>
    public static Peak PeakOf(IReadOnlyList<Timing> timings) =>
        new(Gigaflop / timings[0].Best, timings.Count > 1 ? Gigaflop / timings[1].Best : null);

    public void Dispose()
    {
        _float32.Dispose();
        _bfloat16?.Dispose();
    }

    private static void Multiply(Tensor matrix)
    {
        for (int i = 0; i < Repetitions; i++)
            matrix.matmul(matrix).Dispose();
    }
}

/// <summary>The fastest matrix product of a run, in 1e9 floating-point operations a second.</summary>
/// <param name="Float32">In fp32.</param>
/// <param name="BFloat16">In bf16; null where the processor has no instructions for it.</param>
internal sealed record Peak(double Float32, double? BFloat16)
{
    /// <summary>The peak of the type that is computed in.</summary>
    public double Of(ScalarType? computeType) => computeType is null ? Float32 : BFloat16 ?? Float32;
}
