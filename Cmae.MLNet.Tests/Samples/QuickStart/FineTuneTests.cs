using Cmae.MLNet.Samples.Demo;
using Cmae.MLNet.Samples.Tool.Drawing;

namespace Cmae.MLNet.Tests.Samples.QuickStart;

[TestClass]
public sealed class FineTuneTests
{
    [TestMethod]
    public void ItMeasuresAndSavesAModelThatStockPackagesLoad()
    {
        using var folder = new TemporaryFolder();
        DrawnImageFolder.Write(folder["photos"], 60, side: 32, seed: 1);
        SmallEncoder.Save(folder["encoder.safetensors"]);
        string[] lines = QuickStartRun.Of("finetune", folder["encoder.safetensors"], folder["photos"], folder["model.zip"], "1");
        Assert.ContainsSingle(line => line.StartsWith("Accuracy on photos it has not seen:", StringComparison.Ordinal), lines);

        string image = Directory.GetFiles(folder["photos"], "*.png", SearchOption.AllDirectories)[0];
        SecondProcess.Prediction prediction = SecondProcess.Predict(folder["model.zip"], "Score", [image]).Single();
        Assert.IsTrue(Directory.Exists(Path.Combine(folder["photos"], prediction.Label)), prediction.Label);
        Assert.AreEqual(1, prediction.Values.Sum(), 1e-4);
    }
}
