using Cmae.MLNet.Checkpoints;
using Cmae.MLNet.Pretraining;
using Microsoft.ML;

namespace Cmae.MLNet.Tests.Pretraining;

[TestClass]
public sealed class ContrastiveDelayTests
{
    private const int Delay = 8;

    private static readonly string[] s_contrastiveBranch = ["feature_decoder.", "projector.", "target_projector.", "head."];

    [TestMethod]
    [DataRow(null)]
    [DataRow(1.0)]
    public void UntilTheContrastBeginsItsBranchStaysAsItIsAndTheMomentumEncoderIsTheOnlineEncoder(double? gradientClipping)
    {
        using var run = new TemporaryFolder();
        var losses = new List<double>();
        Train(run, losses, gradientClipping);
        Assert.IsTrue(losses[..Delay].TrueForAll(loss => loss == 0));
        Assert.IsTrue(losses[Delay..].TrueForAll(loss => loss > 0));

        Dictionary<string, float[]> first = Tensors(run, 1), last = Tensors(run, Delay), next = Tensors(run, Delay + 1);
        string[] branch = [.. first.Keys.Where(name => s_contrastiveBranch.Any(name.StartsWith))];
        Assert.IsGreaterThan(20, branch.Length);
        foreach (string name in branch)
            CollectionAssert.AreEqual(first[name], last[name], name);
        Assert.IsTrue(Same(last), "the momentum encoder is not the online encoder");
        Assert.IsFalse(Same(next), "the momentum encoder should follow slowly now");
        CollectionAssert.AreNotEqual(last["projector.fc0.weight"], next["projector.fc0.weight"]);
        CollectionAssert.AreNotEqual(first["backbone.cls_token"], last["backbone.cls_token"]);
        CollectionAssert.AreEquivalent(new[] { 1f, Delay + 1 }, next["optimizer.step"].Distinct().ToArray());
    }

    [TestMethod]
    public void UntilThenEachStepReconstructsTheSameImagesUnderTheSameMasks()
    {
        // The learning rate changes nothing, so that the losses depend on images and masks alone.
        double[] Reconstructions(double delay)
        {
            CmaePretrainingOptions options = TinyPretraining.Options();
            (options.ContrastiveDelay, options.BaseLearningRate, options.WeightDecay) = (delay, 1e-30, 0);
            List<double> losses = [];
            options.StepCompleted = step => losses.Add(step.ReconstructionLoss);
            Train(options);
            return [.. losses];
        }

        CollectionAssert.AreEqual(Reconstructions(0), Reconstructions(0.5));
    }

    private static void Train(TemporaryFolder run, List<double> losses, double? gradientClipping)
    {
        CmaePretrainingOptions options = TinyPretraining.Options();
        (options.ContrastiveDelay, options.GradientClipping) = (0.5, gradientClipping);
        (options.RunDirectory, options.CheckpointSteps, options.CheckpointsKept) = (run.Path, 1, 20);
        options.StepCompleted = step => losses.Add(step.ContrastiveLoss);
        Train(options);
    }

    private static void Train(CmaePretrainingOptions options)
    {
        var ml = new MLContext(seed: 1);
        Pretrainer.Run(ml, TinyPretraining.Images(ml), "Image", options);
    }

    private static bool Same(Dictionary<string, float[]> tensors) => tensors
        .Where(tensor => tensor.Key.StartsWith("target_backbone.", StringComparison.Ordinal))
        .All(tensor => tensor.Value.SequenceEqual(tensors[tensor.Key["target_".Length..]]));

    private static Dictionary<string, float[]> Tensors(TemporaryFolder run, int step)
    {
        using SafetensorsReader file = SafetensorsReader.Open(run[$"checkpoints/step-{step:d9}.safetensors"]);
        return file.Tensors.Keys.ToDictionary(name => name, name => file.ReadSingles(name));
    }
}
