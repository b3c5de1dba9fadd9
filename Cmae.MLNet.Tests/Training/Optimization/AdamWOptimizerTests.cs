using Cmae.MLNet.Training;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Cmae.MLNet.Tests.Training;

[TestClass]
public sealed class AdamWOptimizerTests
{
    private const double Beta1 = 0.9, Beta2 = 0.95, LearningRate = 0.01;

    // One value, less than a vector, more than one stretch, and a multiple of nothing.
    private static readonly long[] s_sizes = [1, 7, 64, 300_001];

    /// <summary>Parameters in fp32 are updated in one pass over memory, others by operations.</summary>
    [TestMethod]
    [DataRow(ScalarType.Float32, 2e-6)]
    [DataRow(ScalarType.Float64, 1e-9)]
    public void TheResultIsTheDefinitions(ScalarType type, double tolerance)
    {
        const int Steps = 20;
        using DisposeScope scope = NewDisposeScope();
        ParameterGroup[] groups = Groups(type);
        using var optimizer = new AdamWOptimizer(groups, Beta1, Beta2);
        for (int step = 0; step < Steps; step++)
        {
            SetGradients(groups, step);
            optimizer.Step(group => LearningRate * group.LearningRateScale);
        }
        foreach (ParameterGroup group in groups)
        {
            foreach ((string name, Parameter parameter) in group.Parameters)
            {
                double[] actual = parameter.detach().to_type(ScalarType.Float64).data<double>().ToArray();
                for (int i = 0; i < actual.Length; i++)
                    Assert.AreEqual(Expected(group, i, Steps), actual[i], tolerance, $"value {i} of {name}");
            }
        }
        Assert.IsTrue(optimizer.Moments.All(moment => moment.State.Step == Steps));
    }

    /// <summary>Decoupled weight decay (Loshchilov and Hutter, algorithm 2), value by value in doubles.</summary>
    private static double Expected(ParameterGroup group, int index, int steps)
    {
        (double value, double first, double second, double learningRate) = (Value(index), 0, 0, LearningRate * group.LearningRateScale);
        for (int step = 0; step < steps; step++)
        {
            double gradient = Gradient(index, step);
            first = (Beta1 * first) + ((1 - Beta1) * gradient);
            second = (Beta2 * second) + ((1 - Beta2) * gradient * gradient);
            double corrected = first / (1 - Math.Pow(Beta1, step + 1)), deviation = Math.Sqrt(second / (1 - Math.Pow(Beta2, step + 1)));
            value -= learningRate * ((group.WeightDecay * value) + (corrected / (deviation + 1e-8)));
        }
        return value;
    }

    /// <summary>The number of threads is the process's, so no other test may run meanwhile.</summary>
    [TestMethod]
    [DoNotParallelize]
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
            using var optimizer = new AdamWOptimizer(groups, Beta1, Beta2);
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
        using var optimizer = new AdamWOptimizer(groups, Beta1, Beta2);
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

    private static Parameter Values(long size, ScalarType type) => new(Tensor(size, Value, type));

    private static Tensor Tensor(long size, Func<int, double> value, ScalarType type) =>
        tensor([.. Enumerable.Range(0, (int)size).Select(value)], type);

    // Singles, so that parameters in either type start from the same values.
    private static double Value(int index) => (float)Math.Sin(0.37 * index);

    private static double Gradient(int index, int step) => (float)Math.Cos((0.11 + step) * index);

    private static float[] Values(Tensor tensor) => tensor.detach().data<float>().ToArray();

    private static IEnumerable<Parameter> Parameters(ParameterGroup[] groups) =>
        groups.SelectMany(group => group.Parameters).Select(named => named.Parameter);

    private static void SetGradients(ParameterGroup[] groups, int step)
    {
        foreach (Parameter parameter in Parameters(groups))
            parameter.grad = Tensor(parameter.numel(), index => Gradient(index, step), parameter.dtype);
    }
}
