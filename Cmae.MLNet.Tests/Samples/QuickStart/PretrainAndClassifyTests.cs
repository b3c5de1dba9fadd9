using Cmae.MLNet.Samples.Demo;
using Cmae.MLNet.Samples.Tool.Drawing;

namespace Cmae.MLNet.Tests.Samples.QuickStart;

[TestClass]
public sealed class PretrainAndClassifyTests
{
    [TestMethod]
    public void ItSavesAnEncoderAndAModelThatStockPackagesLoad()
    {
        using var folder = new TemporaryFolder();
        DrawnImageFolder.Write(folder["photos"], 40, side: 32, seed: 1);
        string[] lines = QuickStartRun.Of("pretrain", folder["photos"], folder["model.zip"], "1");
        Assert.ContainsSingle(line => line.StartsWith("Accuracy on photos it has not seen:", StringComparison.Ordinal), lines);
        Assert.AreEqual(CmaeArchitecture.Micro, CmaeEncoder.Load(folder["model.safetensors"]).Architecture);

        (string image, string label) = Split(lines[^1]);
        SecondProcess.Prediction prediction = SecondProcess.Predict(folder["model.zip"], "Score", [image]).Single();
        Assert.AreEqual(label, prediction.Label);
    }

    private static (string Image, string Label) Split(string line) =>
        line.LastIndexOf(": ", StringComparison.Ordinal) is var end and > 0
            ? (line[..end], line[(end + 2)..])
            : throw new FormatException(line);
}
