using System.Text.Json;
using Cmae.MLNet.Samples.Tool.CommandLine;
using Cmae.MLNet.Samples.Tool.Drawing;
using Cmae.MLNet.Tests.Samples.Tool.CommandLine;

namespace Cmae.MLNet.Tests.Samples.Tool.Verbs;

[TestClass]
public sealed class EvaluateVerbTests
{
    [TestMethod]
    public async Task AModelIsMeasuredOnAFolder()
    {
        using var folder = new TemporaryFolder();
        Prepare(folder);
        await CommandLineRun.Succeeds(
            "classify", "--images", folder["images"], "--encoder", folder["encoder.safetensors"], "--model", folder["model.zip"]);
        string output = await Unwrapped(
            "evaluate", "--model", folder["model.zip"], "--images", folder["images"], "--top-k", "50", "--json", folder["figures.json"]);
        foreach (string text in (string[])["Precision", "Top-1 ", "top-8 100.0 %", "Expected calibration error"])
            StringAssert.Contains(output, text);

        using JsonDocument json = JsonDocument.Parse(File.ReadAllText(folder["figures.json"]));
        JsonElement figures = json.RootElement;
        double Number(string key) => figures.GetProperty(key).GetDouble();
        Assert.IsTrue(Number("accuracyLower") <= Number("accuracy") && Number("accuracy") <= Number("accuracyUpper"));
        Assert.AreEqual((48, 8, 8, 1), (Number("images"), Number("classes"), Number("topK"), Number("topKAccuracy")));
        Assert.IsTrue(Number("expectedCalibrationError") is >= 0 and <= 1);
        Assert.IsGreaterThan(0, Number("negativeLogLikelihood"));
        int[][] confusion = [.. figures.GetProperty("confusionMatrix").EnumerateArray()
            .Select(row => row.EnumerateArray().Select(cell => cell.GetInt32()).ToArray())];
        Assert.AreEqual(48, confusion.Sum(row => row.Sum()));
        Assert.AreEqual(Number("accuracy"), confusion.Select((row, i) => row[i]).Sum() / 48.0, 1e-12);
        JsonElement first = figures.GetProperty("perClass")[0];
        Assert.AreEqual(6, first.GetProperty("support").GetInt32());
        Assert.AreEqual(confusion[0][0] / 6.0, first.GetProperty("recall").GetDouble(), 1e-12);
        foreach (string key in (string[])["name", "precision", "f1"])
            Assert.IsTrue(first.TryGetProperty(key, out _), key);
    }

    [TestMethod]
    public async Task OfASplitCsvTheTestRowsAreMeasuredUnlessOthersAreAskedFor()
    {
        using var folder = new TemporaryFolder();
        Prepare(folder);
        await CommandLineRun.Succeeds(
            "classify", "--images", folder["images"], "--encoder", folder["encoder.safetensors"], "--model", folder["model.zip"]);
        string[] files = [.. Directory.GetFiles(folder["images"], "*.png", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(folder["images"], file)).Order()];
        File.WriteAllLines(
            folder["images/split.csv"],
            ["path,label,split", .. files.Select((file, i) => $"{file},{Path.GetDirectoryName(file)},{(i % 4 == 0 ? "test" : "train")}")]);
        StringAssert.Contains(
            await Unwrapped("evaluate", "--model", folder["model.zip"], "--images", folder["images"]), "of 12 images of 8 classes");
        StringAssert.Contains(
            await Unwrapped("evaluate", "--model", folder["model.zip"], "--images", folder["images"], "--split", "train"),
            "of 36 images of 8 classes");
    }

    [TestMethod]
    public async Task AnEncoderIsMeasuredInBothWays()
    {
        using var folder = new TemporaryFolder();
        Prepare(folder);
        string output = await Unwrapped(
            "evaluate", "--encoder", folder["encoder.safetensors"], "--images", folder["images"], "--label-fraction", "0.4",
            "--compare-untrained",
            "--seed", "3", "--json", folder["figures.json"]);
        foreach (string text in (string[])["Nearest neighbors", "Linear probe", "untrained encoder", "k = 16", "seed 3"])
            StringAssert.Contains(output, text);
        using JsonDocument json = JsonDocument.Parse(File.ReadAllText(folder["figures.json"]));
        Assert.AreEqual(8, json.RootElement.GetProperty("testImages").GetInt32());
        Assert.AreEqual(16, json.RootElement.GetProperty("trainImages").GetInt32());
        foreach (string encoder in (string[])["encoder", "untrained"])
        {
            JsonElement figures = json.RootElement.GetProperty(encoder);
            Assert.AreEqual(16, figures.GetProperty("k").GetInt32());
            foreach (string way in (string[])["nearestNeighbors", "linearProbe"])
            {
                JsonElement accuracy = figures.GetProperty(way);
                Assert.IsTrue(accuracy.GetProperty("lower").GetDouble() <= accuracy.GetProperty("value").GetDouble());
                Assert.AreEqual(8, accuracy.GetProperty("count").GetInt32());
            }
        }
    }

    [TestMethod]
    [DataRow("", "Give either --model or --encoder: what to measure.")]
    [DataRow("--model m.zip --encoder e.onnx", "Give either --model or --encoder: what to measure.")]
    [DataRow("--model m.onnx", "--model must end in .zip, not 'm.onnx'.")]
    [DataRow("--model m.zip --neighbors 5", "--neighbors goes with --encoder.")]
    [DataRow("--model m.zip --label-fraction 0.5", "--label-fraction goes with --encoder.")]
    [DataRow("--encoder e.onnx --top-k 3", "--top-k goes with --model.")]
    [DataRow("--encoder e.onnx --split val", "--split goes with --model.")]
    [DataRow("--encoder e.onnx --neighbors 0", "--neighbors must be more than 0, not 0.")]
    [DataRow("--encoder e.onnx --label-fraction 2", "--label-fraction must be above 0 and at most 1.")]
    [DataRow("--model m.zip --split all", "Argument 'all' not recognized.")]
    public async Task WrongUseIsRefused(string arguments, string message)
    {
        (int exitCode, _, string error) = await CommandLineRun.Of(
            ["evaluate", "--images", ".", .. arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries)]);
        Assert.AreEqual(ExitCodes.WrongUsage, exitCode);
        StringAssert.Contains(error, message);
    }

    private static void Prepare(TemporaryFolder folder)
    {
        DrawnImageFolder.Write(folder["images"], 48, 32, seed: 1);
        CmaeEncoder.CreateUntrained(new(new CmaeArchitecture(32, 2, 4), 16, 4), seed: 2)
            .Save(folder["encoder.safetensors"]);
    }

    private static async Task<string> Unwrapped(params string[] args) => CommandLineRun.Unwrap(await CommandLineRun.Succeeds(args));
}
