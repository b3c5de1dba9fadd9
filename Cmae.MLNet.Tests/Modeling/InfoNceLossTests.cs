using Cmae.MLNet.Modeling;
using Cmae.MLNet.Tensors;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Cmae.MLNet.Tests.Modeling;

[TestClass]
public sealed class InfoNceLossTests
{
    public static IEnumerable<string> Forwards => GoldenFolder.Configurations("_forward.safetensors");

    [TestMethod]
    [DynamicData(nameof(Forwards))]
    public void LogitsAndLossAreTheReferences(string name)
    {
        using DisposeScope scope = NewDisposeScope();
        var golden = new GoldenFixture(name + "_forward.safetensors");
        (Tensor prediction, Tensor target) = (golden.Tensor("predictor.out").squeeze(1), golden.Tensor("target_projector.out").squeeze(1));
        double temperature = golden.Number("temperature");
        Tensor loss = InfoNceLoss.Compute(prediction, target, temperature);
        GoldenTolerance.AssertClose(golden, "head.pred_s_normalized", functional.normalize(prediction));
        GoldenTolerance.AssertClose(golden, "head.proj_t_normalized", functional.normalize(target));
        GoldenTolerance.AssertClose(golden, "head.logits", InfoNceLoss.Logits(prediction, target, temperature));
        GoldenTolerance.AssertClose(golden, "loss.ct", loss);
        GoldenTolerance.AssertClose(golden, "head.ce", loss.Over(2 * temperature));
    }

    [TestMethod]
    public void EqualEmbeddingsOfUnlikeImagesHaveAlmostNoLoss()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor embedding = eye(5).Times(7);
        Assert.AreEqual(0, InfoNceLoss.Compute(embedding, embedding, 0.07).item<float>(), 1e-5);
        Assert.AreEqual(2 * 0.07 * Math.Log(5), InfoNceLoss.Compute(ones(5, 5), embedding, 0.07).item<float>(), 1e-5);
    }
}
