using System.Globalization;
using System.Text.Json;
using Cmae.MLNet.Samples.Demo;
using Cmae.MLNet.Samples.Tool.CommandLine;
using Cmae.MLNet.Samples.Tool.Drawing;
using Cmae.MLNet.Samples.Tool.Output;
using Cmae.MLNet.Tests.Pretraining;
using Cmae.MLNet.Tests.Samples.Tool.CommandLine;

namespace Cmae.MLNet.Tests.Samples.Tool.Verbs;

[TestClass]
public sealed class FineTuneVerbTests
{
    [TestMethod]
    public async Task FromAnEncoderToPredictionsInAnotherProcess()
    {
        using var folder = new TemporaryFolder();
        DrawnImageFolder.Write(folder["images"], 48, 32, seed: 1);
        CmaeEncoder.CreateUntrained(new(new CmaeArchitecture(32, 2, 4), 16, 4), seed: 2)
            .Save(folder["encoder.safetensors"]);

        await CommandLineRun.Succeeds(
            "finetune", "--images", folder["images"], "--encoder", folder["encoder.safetensors"], "--epochs", "2", "--label-fraction",
            "0.5", "--compare-scratch",
            "--model", folder["out/model.zip"], "--save-encoder", folder["out/encoder.safetensors"], "--json", folder["out/result.json"]);
        using JsonDocument json = JsonDocument.Parse(File.ReadAllText(folder["out/result.json"]));
        foreach (string key in (string[])["accuracy", "accuracyFromScratch"])
            Assert.IsTrue(json.RootElement.GetProperty(key).GetDouble() is >= 0 and <= 1, key);
        Assert.AreEqual(2, json.RootElement.GetProperty("epochs").GetInt32());
        Assert.AreEqual(8, json.RootElement.GetProperty("testImages").GetInt32());
        Assert.AreEqual(2 * json.RootElement.GetProperty("trainImages").GetInt32(), json.RootElement.GetProperty("imagesSeen").GetInt64());
        Assert.AreEqual(CmaeOutputNorm.AfterPooling, CmaeEncoder.Load(folder["out/encoder.safetensors"]).Configuration.OutputNorm);

        await CommandLineRun.Succeeds(
            "predict", "--model", folder["out/model.zip"], "--images", folder["images"], "--csv", folder["out/predictions.csv"]);
        string[][] some = [.. File.ReadLines(folder["out/predictions.csv"]).Skip(1).Take(8).Select(line => line.Split(','))];
        IReadOnlyList<SecondProcess.Prediction> stock = SecondProcess.Predict(
            folder["out/model.zip"], "Score", some.Select(row => Path.Combine(folder["images"], row[0])));
        for (int i = 0; i < some.Length; i++)
        {
            Assert.AreEqual(some[i][1], stock[i].Label);
            Assert.AreEqual(float.Parse(some[i][2], CultureInfo.InvariantCulture), stock[i].Values.Max(), 1e-5f);
        }
    }

    [TestMethod]
    public async Task ALinearProbeWritesNoComparisonThatWasNotAskedFor()
    {
        using var folder = new TemporaryFolder();
        DrawnImageFolder.Write(folder["images"], 48, 32, seed: 1);
        CmaeEncoder.CreateUntrained(new(new CmaeArchitecture(32, 2, 4), 16, 4), seed: 2)
            .Save(folder["encoder.safetensors"]);
        await CommandLineRun.Succeeds(
            "finetune", "--images", folder["images"], "--encoder", folder["encoder.safetensors"], "--freeze", "encoder", "--epochs", "3",
            "--json", folder["result.json"]);
        using JsonDocument json = JsonDocument.Parse(File.ReadAllText(folder["result.json"]));
        Assert.AreEqual(JsonValueKind.Null, json.RootElement.GetProperty("accuracyFromScratch").ValueKind);
    }

    [TestMethod]
    public async Task ARunGoesOnIsTrainedLongerAndReported()
    {
        using var folder = new TemporaryFolder();
        DrawnImageFolder.Write(folder["images"], 48, 32, seed: 1);
        StringAssert.Contains(await FineTune("first"), "epoch 1/2, step 1/2");
        string again = await FineTune("again");
        StringAssert.Contains(again, $"Resuming after step 2 of 2, the run has ended ('{folder["run"]}");
        StringAssert.Contains(again, $"Saved the model: {folder["again.zip"]}");
        EncoderAssert.AreIdentical(CmaeEncoder.Load(folder["first.safetensors"]), CmaeEncoder.Load(folder["again.safetensors"]));
        string longer = await FineTune("longer", "--more-epochs", "3");
        StringAssert.Contains(longer, "steps 3 to 5 have a warm-up and a cosine of their own.");
        StringAssert.Contains(longer, "of 5) on");
        (int exitCode, _, string error) = await CommandLineRun.Of(["finetune", .. Arguments("x"), "--epochs", "7", "--more-epochs", "3"]);
        Assert.AreEqual(ExitCodes.Failure, exitCode);
        StringAssert.Contains(error, "- Epochs: 2 in the checkpoint, 7 now");

        await CommandLineRun.Succeeds("report", "--run", folder["run"], "--html", folder["report.html"]);
        string page = File.ReadAllText(folder["report.html"]);
        foreach (string part in (string[])["<h1>Fine-tuning: run</h1>", "best accuracy", "Learning rate of the head", "validation images"])
            StringAssert.Contains(page, part);

        Task<string> FineTune(string name, params string[] more) =>
            CommandLineRun.Succeeds(["finetune", .. Arguments(name), "--epochs", "2", .. more]);

        string[] Arguments(string name) =>
        [
            "--images", folder["images"], "--image-size", "16", "--run", folder["run"], "--model", folder[name + ".zip"],
            "--save-encoder", folder[name + ".safetensors"],
        ];
    }

    [TestMethod]
    [DataRow("val", "validation")]
    [DataRow("test", "test")]
    public async Task AClassThatNoTrainImageHasIsRefused(string split, string what)
    {
        using var folder = new TemporaryFolder();
        DrawnImageFolder.Write(folder["images"], 24, 32, seed: 1);
        string[] files =
            [.. Directory.EnumerateFiles(folder["images"], "*.png", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];
        string[] rows = [.. files.Select((file, i) => string.Join(
            ',', RelativePath.Of(folder["images"], file), i % 2 == 0 ? "even" : "odd", i < 16 ? "train" : i < 20 ? "val" : "test"))];
        int strange = Array.FindIndex(rows, row => row.EndsWith(split, StringComparison.Ordinal));
        rows[strange] = rows[strange].Replace(",even,", ",strange,");
        File.WriteAllLines(folder["images/split.csv"], ["path,label,split", .. rows]);
        (int exitCode, _, string error) = await CommandLineRun.Of(["finetune", "--images", folder["images"], "--epochs", "1"]);
        Assert.AreEqual(ExitCodes.Failure, exitCode);
        StringAssert.Contains(error, $"There are {what} images of classes that no train image has: 'strange'.");
    }

    [TestMethod]
    [DataRow("--freeze head", "--freeze must be 'nothing', 'encoder' or a number of blocks above 0, not 'head'.")]
    [DataRow("--label-fraction 0", "--label-fraction must be above 0 and at most 1.")]
    [DataRow("--epochs 2 --minutes 1", "--epochs and --minutes cannot be combined: give one of them.")]
    [DataRow("--compare-scratch", "--compare-scratch needs --encoder: without it, training starts from random weights already.")]
    public async Task WrongUseIsRefused(string arguments, string message)
    {
        (int exitCode, _, string error) = await CommandLineRun.Of(["finetune", "--images", ".", .. arguments.Split(' ')]);
        Assert.AreEqual(ExitCodes.WrongUsage, exitCode);
        StringAssert.Contains(error, message);
    }
}
