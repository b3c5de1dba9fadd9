using Cmae.MLNet.Health;
using Cmae.MLNet.Tensors;
using TorchSharp;
using static TorchSharp.torch;

namespace Cmae.MLNet.Tests.Health;

[TestClass]
public sealed class FeatureFiguresTests
{
    [TestMethod]
    public void TheEffectiveRankCountsDirectionsOfEqualStrength()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor oneDirection = TensorArithmetic.Counting(8, CPU).to_type(float32).unsqueeze(1).mul(
            tensor(new float[] { 1, 2, 3, 4 }).unsqueeze(0));
        Assert.AreEqual(1, FeatureFigures.Of(oneDirection).EffectiveRank, 1e-6);

        Tensor axes = cat([eye(4), eye(4).neg()], 0);             // mean 0, four equal singular values
        Assert.AreEqual(4, FeatureFigures.Of(axes).EffectiveRank, 1e-6);
    }

    [TestMethod]
    public void TheMeanTakesNoPart()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor axes = cat([eye(4), eye(4).neg()], 0);
        FeatureFigures figures = FeatureFigures.Of(axes.Plus(100)), expected = FeatureFigures.Of(axes);
        Assert.AreEqual(expected.EffectiveRank, figures.EffectiveRank, 1e-3);
        Assert.AreEqual(0.25, figures.Variance, 1e-5);
    }

    [TestMethod]
    public void DimensionsThatHardlyVaryAreDead()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor features = cat([eye(4), eye(4).neg()], 0).mul(tensor(new float[] { 1, 1, 1, 0.01f }));
        Assert.AreEqual(0.25, FeatureFigures.Of(features).DeadDimensions, 1e-9);
    }

    [TestMethod]
    public void TheSameFeaturesForAllHaveNoVarianceAndRank1()
    {
        using Tensor same = ones(6, 4);
        Assert.AreEqual(new FeatureFigures(1, 0, 0), FeatureFigures.Of(same));
    }
}
