using System.Globalization;
using Cmae.MLNet.Modeling;
using Cmae.MLNet.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Cmae.MLNet.Tests.Modeling;

[TestClass]
public sealed class CmaeModelTests
{
    public static IEnumerable<string> Forwards => GoldenFolder.Configurations("_forward.safetensors");

    public static IEnumerable<string> Trajectories => GoldenFolder.Configurations("_traj.safetensors");

    [TestMethod]
    [DynamicData(nameof(Forwards))]
    public void LossesAndOutputsAreTheReferences(string name)
    {
        using DisposeScope scope = NewDisposeScope();
        var golden = new GoldenFixture(name + "_forward.safetensors");
        using CmaeModel model = GoldenModel.Load(name);
        CmaeOutput output = Forward(model, golden);
        GoldenTolerance.AssertClose(golden, "loss.rc", output.ReconstructionLoss);
        GoldenTolerance.AssertClose(golden, "loss.ct", output.ContrastiveLoss!);
        GoldenTolerance.AssertClose(golden, "loss.total", output.TotalLoss);
        GoldenTolerance.AssertClose(golden, "pixdec.out", output.PredictedPatches, output.Mask.Hidden(golden.Tensor("pixdec.out")));
        GoldenTolerance.AssertClose(golden, "mask.mask", output.Mask.Mask);
        GoldenTolerance.AssertClose(golden, "predictor.out", output.Prediction!.unsqueeze(1));
        GoldenTolerance.AssertClose(golden, "target_projector.out", output.TargetEmbedding!.unsqueeze(1));
        Dictionary<string, Tensor> state = model.state_dict();
        foreach (string buffer in golden.Names.Where(key => key.StartsWith("bn_after.", StringComparison.Ordinal)))
            GoldenTolerance.AssertClose(golden, buffer, state[buffer["bn_after.".Length..]]);
    }

    [TestMethod]
    [DynamicData(nameof(Forwards))]
    public void EvaluationUsesTheRunningStatistics(string name)
    {
        using DisposeScope scope = NewDisposeScope();
        var golden = new GoldenFixture(name + "_forward.safetensors");
        using CmaeModel model = GoldenModel.Load(name);
        model.eval();
        CmaeOutput output = Forward(model, golden);
        GoldenTolerance.AssertClose(golden, "eval.loss_rc", output.ReconstructionLoss);
        GoldenTolerance.AssertClose(golden, "eval.loss_ct", output.ContrastiveLoss!);
    }

    [TestMethod]
    [DynamicData(nameof(Forwards))]
    public void GradientsAreTheReferences(string name)
    {
        using DisposeScope scope = NewDisposeScope();
        var golden = new GoldenFixture(name + "_grads.safetensors");
        using CmaeModel model = GoldenModel.Load(name);
        Forward(model, new GoldenFixture(name + "_forward.safetensors")).TotalLoss.backward();
        Dictionary<string, Tensor> gradients = model.named_parameters()
            .Where(named => named.parameter.grad is not null)
            .ToDictionary(named => "grad." + named.name, named => named.parameter.grad!);
        CollectionAssert.AreEquivalent(golden.Names.ToArray(), gradients.Keys);
        foreach ((string key, Tensor gradient) in gradients)
            GoldenTolerance.AssertClose(golden, key, gradient);
    }

    [TestMethod]
    [DynamicData(nameof(Trajectories))]
    public void LossesOverOptimizerStepsAreTheReferences(string name)
    {
        using DisposeScope scope = NewDisposeScope();
        var golden = new GoldenFixture(name + "_traj.safetensors");
        using CmaeModel model = GoldenModel.Load(name);
        (Tensor reconstruction, Tensor contrastive, Tensor total) = Train(model, golden, ScalarType.Float32);
        GoldenTolerance.AssertClose(golden, "loss.rc", reconstruction);
        GoldenTolerance.AssertClose(golden, "loss.ct", contrastive);
        GoldenTolerance.AssertClose(golden, "loss.total", total);
    }

    // In double precision, because Adam turns the rounding of tiny gradients into steps that differ from machine to machine.
    [TestMethod]
    [DynamicData(nameof(Trajectories))]
    public void WeightsAfterOptimizerStepsAndMomentumUpdatesAreTheReferences(string name)
    {
        using DisposeScope scope = NewDisposeScope();
        var golden = new GoldenFixture(name + "_traj.safetensors");
        using CmaeModel model = GoldenModel.Load(name);
        model.to(ScalarType.Float64);
        (Tensor reconstruction, Tensor contrastive, Tensor total) = Train(model, golden, ScalarType.Float64);
        AssertEqual("loss.rc_f64", reconstruction);
        AssertEqual("loss.ct_f64", contrastive);
        AssertEqual("loss.total_f64", total);

        void AssertEqual(string key, Tensor losses) =>
            Assert.AreEqual(0, (losses - golden.Tensor(key)).abs().max().item<double>(), 1e-7, $"{key} in '{golden.Name}'");
    }

    // Compares the whole state after the step that the fixture has a snapshot of, if the model is in double precision.
    private static (Tensor Reconstruction, Tensor Contrastive, Tensor Total) Train(
        CmaeModel model, GoldenFixture golden, ScalarType precision)
    {
        double Number(string key) => double.Parse(golden.Metadata[key], CultureInfo.InvariantCulture);
        using AdamWOptimizer optimizer = GoldenModel.Optimizer(golden, ParameterGroups.Pretraining(model, Number("weight_decay")));
        List<Tensor> reconstruction = [], contrastive = [], total = [];
        Tensor[] inputs = [.. ((string[])["in.imgs", "in.imgs_t", "in.noises"]).Select(input => golden.Tensor(input).to_type(precision))];
        for (int step = 0; step < (int)Number("steps"); step++)
        {
            CmaeOutput output = model.forward(inputs[0][step], inputs[1][step], inputs[2][step]);
            reconstruction.Add(output.ReconstructionLoss.detach());
            contrastive.Add(output.ContrastiveLoss!.detach());
            total.Add(output.TotalLoss.detach());
            optimizer.ClearGradients();
            output.TotalLoss.backward();
            optimizer.Step(group => Number("lr") * group.LearningRateScale);
            model.UpdateMomentumBranch(Number("ema_momentum"));
            if (step + 1 == (int)Number("snapshot_after") && precision == ScalarType.Float64)
                GoldenModel.AssertTrained(golden, $"after{step + 1}.", model);
        }
        return (stack(reconstruction), stack(contrastive), stack(total));
    }

    private static CmaeOutput Forward(CmaeModel model, GoldenFixture golden) =>
        model.forward(golden.Tensor("in.img"), golden.Tensor("in.img_t"), golden.Tensor("in.noise"));
}
