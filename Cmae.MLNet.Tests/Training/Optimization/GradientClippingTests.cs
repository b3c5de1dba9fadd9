using Cmae.MLNet.Training;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Cmae.MLNet.Tests.Training;

[TestClass]
public sealed class GradientClippingTests
{
    [TestMethod]
    public void GradientsAboveTheLimitAreScaledToIt()
    {
        using DisposeScope scope = NewDisposeScope();
        Parameter[] parameters = [WithGradient(3, 0), WithGradient(0, 4, 12), Without()];
        Assert.AreEqual(13, GradientClipping.Clip(parameters, limit: 6.5), 1e-6);
        AssertGradient([1.5f, 0], parameters[0]);
        AssertGradient([0, 2, 6], parameters[1]);
        Assert.IsNull(parameters[2].grad);
    }

    [TestMethod]
    [DataRow(13.1)]
    [DataRow(1e9)]
    public void SmallerGradientsKeepEveryBit(double limit)
    {
        using DisposeScope scope = NewDisposeScope();
        Parameter[] parameters = [WithGradient(3.1f, 0.7f), WithGradient(-0.3f, 4, 12)];
        GradientClipping.Clip(parameters, limit);
        CollectionAssert.AreEqual(new[] { 3.1f, 0.7f }, parameters[0].grad!.data<float>().ToArray());
        CollectionAssert.AreEqual(new[] { -0.3f, 4, 12 }, parameters[1].grad!.data<float>().ToArray());
    }

    [TestMethod]
    public void TheFactorIsTheDefinitionsOnManyValues()
    {
        using DisposeScope scope = NewDisposeScope();
        var random = new Random(3);
        float[] Values(int length) => [.. Enumerable.Range(0, length).Select(_ => random.NextSingle() - 0.5f)];
        float[][] values = [Values(1), Values(7), Values(64), Values(10_001)];
        Parameter[] parameters = [.. values.Select(value => WithGradient(value))];
        double norm = Math.Sqrt(values.SelectMany(value => value).Sum(value => (double)value * value));
        Assert.AreEqual(norm, GradientClipping.Clip(parameters, limit: 2), 1e-5 * norm);
        double factor = 2 / (norm + 1e-6);
        foreach ((float[] value, Parameter parameter) in values.Zip(parameters))
            AssertGradient(Array.ConvertAll(value, one => (float)(factor * one)), parameter);
    }

    [TestMethod]
    public void ThereIsNoNormWithoutGradients() => Assert.AreEqual(0, GradientClipping.Clip([], limit: 1));

    [TestMethod]
    public void NothingStaysAlive()
    {
        using DisposeScope scope = NewDisposeScope();
        Parameter[] parameters = [WithGradient(3, 0), WithGradient(0, 4, 12)];
        DisposeScopeManager.Statistics.Reset();
        GradientClipping.Clip(parameters, limit: 1);
        Assert.AreEqual(0, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }

    private static Parameter Without() => new(ones(2));

    private static Parameter WithGradient(params float[] values) => new(zeros(values.Length)) { grad = tensor(values) };

    private static void AssertGradient(float[] expected, Parameter actual)
    {
        foreach ((float wanted, float value) in expected.Zip(actual.grad!.data<float>().ToArray()))
            Assert.AreEqual(wanted, value, 1e-6 * Math.Max(1, Math.Abs(wanted)));
    }
}
