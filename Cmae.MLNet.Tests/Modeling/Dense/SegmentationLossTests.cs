using Cmae.MLNet.Modeling;
using TorchSharp;
using static TorchSharp.torch;

namespace Cmae.MLNet.Tests.Modeling;

[TestClass]
public sealed class SegmentationLossTests
{
    // Two pixels of the classes 0 and 1, one ignored: probabilities 0.8/0.2, 0.4/0.6 and 0.5/0.5.
    private static readonly float[] s_logits = [Log(0.8), Log(0.4), Log(0.5), Log(0.2), Log(0.6), Log(0.5)];

    [TestMethod]
    public void CrossEntropyIsTheMeanOverLabeledPixels()
    {
        double expected = -(Math.Log(0.8) + Math.Log(0.6)) / 2;
        Assert.AreEqual(expected, Loss(0, null, 0, 1, 255), 1e-6);
    }

    [TestMethod]
    public void ClassesHaveTheirWeights()
    {
        double expected = -((3 * Math.Log(0.8)) + (1 * Math.Log(0.6))) / 4;
        Assert.AreEqual(expected, Loss(0, [3, 1], 0, 1, 255), 1e-6);
    }

    [TestMethod]
    public void DiceIsTheMeanOverTheClassesThatOccur()
    {
        // class 0: overlap 0.8, predicted 1.2, true 1; class 1: overlap 0.6, predicted 0.8, true 1
        double dice = ((1 - (((2 * 0.8) + 1) / (1.2 + 1 + 1))) + (1 - (((2 * 0.6) + 1) / (0.8 + 1 + 1)))) / 2;
        double crossEntropy = -(Math.Log(0.8) + Math.Log(0.6)) / 2;
        Assert.AreEqual(crossEntropy + (2 * dice), Loss(2, null, 0, 1, 255), 1e-6);
        // class 0 alone: overlap 0.8 + 0.4, predicted 1.2, true 2
        double alone = 1 - (((2 * 1.2) + 1) / (1.2 + 2 + 1));
        Assert.AreEqual((-(Math.Log(0.8) + Math.Log(0.4)) / 2) + alone, Loss(1, null, 0, 0, 255), 1e-6);
    }

    [TestMethod]
    public void WithoutALabeledPixelItIsZero() => Assert.AreEqual(0, Loss(1, null, 255, 255, 255), 1e-6);

    [TestMethod]
    public void GradientsAreThoseOfFiniteDifferences()
    {
        using DisposeScope scope = NewDisposeScope();
        using var loss = new SegmentationLoss(1, [2, 0.5f, 1], CPU);
        Tensor classes = tensor(new long[] { 0, 2, 255, 1, 1, 2, 0, 255 }, [2, 2, 2]);
        float[] values = [.. Enumerable.Range(0, 24).Select(i => MathF.Sin(3 * i))];
        Tensor logits = tensor(values, [2, 3, 2, 2]);
        logits.requires_grad = true;
        loss.Compute(logits, classes).backward();
        float[] gradient = logits.grad!.data<float>().ToArray();
        const float step = 1e-2f;
        for (int i = 0; i < values.Length; i++)
        {
            double difference = At(i, step) - At(i, -step);
            Assert.AreEqual(difference / (2 * step), gradient[i], 1e-4, $"logit {i}");
        }

        double At(int index, float delta)
        {
            float[] moved = [.. values];
            moved[index] += delta;
            return loss.Compute(tensor(moved, [2, 3, 2, 2]), classes).item<float>();
        }
    }

    private static double Loss(double diceWeight, float[]? classWeights, params long[] classes)
    {
        using DisposeScope scope = NewDisposeScope();
        using var loss = new SegmentationLoss(diceWeight, classWeights, CPU);
        return loss.Compute(tensor(s_logits, [1, 2, 1, 3]), tensor(classes, [1, 1, 3])).item<float>();
    }

    private static float Log(double probability) => (float)Math.Log(probability);
}
