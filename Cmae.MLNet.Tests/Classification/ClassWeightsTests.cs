using Cmae.MLNet.Classification;
using Cmae.MLNet.Modeling;
using TorchSharp;
using static TorchSharp.torch;

namespace Cmae.MLNet.Tests.Classification;

[TestClass]
public sealed class ClassWeightsTests
{
    [TestMethod]
    public void BalancedClassesWeighAlikeInSum()
    {
        int[] sizes = [10, 30, 0, 60];
        float[] weights = ClassWeights.Balanced(sizes);
        Assert.AreEqual(0, weights[2]);
        foreach (int label in (int[])[0, 1, 3])
            Assert.AreEqual(100f / 3, weights[label] * sizes[label], 1e-4f);
    }

    [TestMethod]
    public void TheLossOfAnImageIsItsClassWeightTimesItsCrossEntropy()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor logits = tensor(new float[] { 1, 2, 3, 0, 0, 0 }, 2, 3), labels = eye(3).narrow(0, 1, 2),
            weights = tensor(new[] { 1f, 0.5f, 4f });
        double[] each =
        [
            .. Enumerable.Range(0, 2)
                .Select(i => SoftCrossEntropyLoss.Compute(logits.narrow(0, i, 1), labels.narrow(0, i, 1), 0).item<float>()),
        ];
        Assert.AreEqual(
            ((0.5 * each[0]) + (4 * each[1])) / 2, SoftCrossEntropyLoss.Compute(logits, labels, 0, weights).item<float>(), 1e-6);
    }
}
