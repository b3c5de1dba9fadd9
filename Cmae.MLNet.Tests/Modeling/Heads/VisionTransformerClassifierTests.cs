using System.Globalization;
using Cmae.MLNet.Modeling;
using Cmae.MLNet.Training;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Cmae.MLNet.Tests.Modeling;

[TestClass]
public sealed class VisionTransformerClassifierTests
{
    [TestMethod]
    [DynamicData(nameof(GoldenClassifier.Configurations), typeof(GoldenClassifier))]
    public void FeaturesLogitsAndLossesAreTheReferences(string name)
    {
        using DisposeScope scope = NewDisposeScope();
        var golden = new GoldenFixture(name + "_finetune.safetensors");
        using VisionTransformerClassifier model = GoldenClassifier.Load(name);
        Tensor logits = model.forward(golden.Tensor("in.img"));
        GoldenTolerance.AssertClose(golden, "features", model.forward_features(golden.Tensor("in.img")));
        GoldenTolerance.AssertClose(golden, "logits", logits);
        GoldenTolerance.AssertClose(golden, "log_probs", functional.log_softmax(logits, 1));
        double smoothing = golden.Number("label_smooth");
        Tensor hard = functional.one_hot(golden.Tensor("in.label"), golden.Integer("num_classes")), soft = golden.Tensor("in.soft_label");
        GoldenTolerance.AssertClose(golden, "loss.hard", SoftCrossEntropyLoss.Compute(logits, hard, smoothing));
        GoldenTolerance.AssertClose(golden, "loss.soft", SoftCrossEntropyLoss.Compute(logits, soft, smoothing));
    }

    [TestMethod]
    [DynamicData(nameof(GoldenClassifier.Configurations), typeof(GoldenClassifier))]
    public void ClassTokenFeaturesAreTheReferences(string name)
    {
        using DisposeScope scope = NewDisposeScope();
        var golden = new GoldenFixture(name + "_finetune.safetensors");
        using VisionTransformerClassifier source = GoldenClassifier.Load(name);
        using var generator = new Generator(1);
        using var model = new VisionTransformerClassifier(
            GoldenClassifier.Encoder(golden) with { OutputNorm = CmaeOutputNorm.BeforePooling }, golden.Integer("num_classes"), generator);
        ModuleWeights.StartFrom(model.backbone, new CmaeEncoder(source.backbone.Configuration, ModuleWeights.Copy(source.backbone)));
        using (no_grad())
        {
            model.backbone.ln1!.weight!.copy_(golden.Tensor("final_norm.ln1.weight"));
            model.backbone.ln1.bias!.copy_(golden.Tensor("final_norm.ln1.bias"));
        }
        GoldenTolerance.AssertClose(golden, "final_norm.features", model.forward_features(golden.Tensor("in.img")));
    }

    [TestMethod]
    [DynamicData(nameof(GoldenClassifier.Configurations), typeof(GoldenClassifier))]
    public void GradientsAreTheReferences(string name)
    {
        using DisposeScope scope = NewDisposeScope();
        var golden = new GoldenFixture(name + "_finetune.safetensors");
        using VisionTransformerClassifier model = GoldenClassifier.Load(name);
        Tensor logits = model.forward(golden.Tensor("in.img"));
        SoftCrossEntropyLoss.Compute(logits, golden.Tensor("in.soft_label"), golden.Number("label_smooth")).backward();
        foreach ((string parameter, Parameter value) in model.named_parameters())
            GoldenTolerance.AssertClose(golden, "grad." + parameter, value.grad!);
    }

    // Weights are compared in double precision, because Adam turns the rounding of tiny gradients into steps.
    [TestMethod]
    [DynamicData(nameof(GoldenClassifier.Configurations), typeof(GoldenClassifier))]
    public void OptimizerStepsAreTheReferences(string name)
    {
        using DisposeScope scope = NewDisposeScope();
        var golden = new GoldenFixture(name + "_finetune.safetensors");
        using VisionTransformerClassifier model = GoldenClassifier.Load(name);
        model.to(ScalarType.Float64);
        double Number(string key) => double.Parse(golden.Metadata[key], CultureInfo.InvariantCulture);
        IReadOnlyList<ParameterGroup> groups = ParameterGroups.FineTuning(model, Number("weight_decay"), Number("layer_decay"));
        using AdamWOptimizer optimizer = GoldenModel.Optimizer(golden, groups);
        (Tensor images, Tensor labels) = (golden.Tensor("in.img").to_type(ScalarType.Float64), golden.Tensor("in.soft_label"));
        foreach (double expected in golden.Doubles("traj.loss_f64"))
        {
            Tensor loss = SoftCrossEntropyLoss.Compute(model.forward(images), labels, golden.Number("label_smooth"));
            Assert.AreEqual(expected, loss.item<double>(), 1e-7);
            optimizer.ClearGradients();
            loss.backward();
            optimizer.Step(group => Number("lr") * group.LearningRateScale);
        }
        GoldenModel.AssertTrained(golden, $"after{golden.Doubles("traj.loss_f64").Length}.", model);
    }

    [TestMethod]
    public void AClassifierStartsWithAlmostEqualClasses()
    {
        using DisposeScope scope = NewDisposeScope();
        using var generator = new Generator(1);
        CmaeEncoderConfiguration encoder = TinyModel.Configuration.Encoder with { OutputNorm = CmaeOutputNorm.AfterPooling };
        using var model = new VisionTransformerClassifier(encoder, 400, generator);
        Assert.AreEqual(2e-5, model.head.head.weight!.std().item<float>(), 1e-6);
        Assert.AreEqual(0, model.head.head.bias!.abs().max().item<float>());
        Assert.IsTrue(model.parameters().All(parameter => parameter.requires_grad));
    }

    [TestMethod]
    public void ConfigurationsThatCannotClassifyAreRefused()
    {
        using var generator = new Generator(1);
        CmaeEncoderConfiguration encoder = TinyModel.Configuration.Encoder;
        AssertRefused(encoder with { OutputNorm = CmaeOutputNorm.None }, 3, "needs an encoder with a final norm");
        AssertRefused(encoder, 1, "at least 2 classes, and has 1");

        void AssertRefused(CmaeEncoderConfiguration configuration, int classes, string message)
        {
            var error = Assert.ThrowsExactly<ArgumentException>(() => new VisionTransformerClassifier(configuration, classes, generator));
            StringAssert.Contains(error.Message, message);
        }
    }
}
