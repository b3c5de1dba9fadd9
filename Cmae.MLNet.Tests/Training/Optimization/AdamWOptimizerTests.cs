using Cmae.MLNet.Tests.Modeling;
using Cmae.MLNet.Training;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Cmae.MLNet.Tests.Training;

[TestClass]
public sealed class AdamWOptimizerTests
{
    // One value, less than a vector, more than one stretch, and a multiple of nothing.
    private static readonly long[] s_sizes = [1, 7, 64, 300_001];

    /// <summary>Parameters in fp32 are updated in one pass over memory, others by operations.</summary>
    [TestMethod]
    [DataRow(ScalarType.Float32, 2e-6)]
    [DataRow(ScalarType.Float64, 1e-9)]
    public void TheResultIsLibtorchs(ScalarType type, double tolerance)
    {
        using DisposeScope scope = NewDisposeScope();
        ParameterGroup[] groups = Groups(type), reference = Groups(type);
        using var optimizer = new AdamWOptimizer(groups, 0.9, 0.95);
        using AdamW libtorch = GoldenModel.Optimizer(reference, 0.01, [0.9, 0.95]);
        for (int step = 0; step < 20; step++)
        {
            SetGradients(groups, step);
            SetGradients(reference, step);
            optimizer.Step(group => 0.01 * group.LearningRateScale);
            libtorch.step();
        }
        foreach ((Parameter expected, Parameter actual) in Parameters(reference).Zip(Parameters(groups)))
            Assert.AreEqual(0, (expected - actual).abs().max().to_type(ScalarType.Float64).item<double>(), tolerance, $"{actual.numel()} values");
        Assert.IsTrue(optimizer.Moments.All(moment => moment.State.Step == 20));
    }

    [TestMethod]
    public void TheNumberOfThreadsDoesNotChangeABit()
    {
        using DisposeScope scope = NewDisposeScope();
        ParameterGroup[] one = Groups(), two = Groups();
        Train(one, threads: 1);
        Train(two, threads: 2);
        foreach ((Parameter expected, Parameter actual) in Parameters(one).Zip(Parameters(two)))
            CollectionAssert.AreEqual(Values(expected), Values(actual), $"{actual.numel()} values");

        static void Train(ParameterGroup[] groups, int threads)
        {
            int before = get_num_threads();
            set_num_threads(threads);
            using var optimizer = new AdamWOptimizer(groups, 0.9, 0.95);
            SetGradients(groups, 1);
            optimizer.Step(_ => 0.01);
            set_num_threads(before);
        }
    }

    [TestMethod]
    public void AParameterWithoutAGradientStaysAsItIs()
    {
        using DisposeScope scope = NewDisposeScope();
        ParameterGroup[] groups = Groups();
        Tensor[] before = [.. Parameters(groups).Select(parameter => parameter.detach().clone())];
        using var optimizer = new AdamWOptimizer(groups, 0.9, 0.95);
        SetGradients(groups, 1);
        optimizer.ClearGradients();
        optimizer.Step(_ => 0.01);
        Assert.IsTrue(Parameters(groups).All(parameter => parameter.grad is null));
        foreach ((Tensor expected, Parameter actual) in before.Zip(Parameters(groups)))
            CollectionAssert.AreEqual(Values(expected), Values(actual));
    }

    private static ParameterGroup[] Groups(ScalarType type = ScalarType.Float32) =>
    [
        new("decay", [.. s_sizes.Select(size => ($"a{size}", Values(size, type)))], WeightDecay: 0.05, LearningRateScale: 1),
        new("no_decay", [.. s_sizes.Select(size => ($"b{size}", Values(size + 3, type)))], WeightDecay: 0, LearningRateScale: 0.5),
    ];

    private static Parameter Values(long size, ScalarType type) => new((arange(size) * 0.37).sin().to_type(type));

    private static float[] Values(Tensor tensor) => tensor.detach().data<float>().ToArray();

    private static IEnumerable<Parameter> Parameters(ParameterGroup[] groups) => groups.SelectMany(group => group.Parameters).Select(named => named.Parameter);

    private static void SetGradients(ParameterGroup[] groups, int step)
    {
        foreach (Parameter parameter in Parameters(groups))
            parameter.grad = (arange(parameter.numel()) * (0.11 + step)).cos().to_type(parameter.dtype);
    }
}
