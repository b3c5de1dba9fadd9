using System.Text.Json;
using Cmae.MLNet.Samples.Tool.CommandLine;
using Cmae.MLNet.Samples.Tool.Drawing;
using Cmae.MLNet.Tests.Samples.Tool.CommandLine;

namespace Cmae.MLNet.Tests.Samples.Tool.Verbs;

/// <summary>Every verb on a folder with images that cannot be read: an empty file, and one that breaks off in the middle.</summary>
[TestClass]
public sealed class BadImagesTests
{
    private const int Good = 48;

    private static readonly TemporaryFolder s_folder = new();

    [ClassInitialize]
    public static async Task Prepare(TestContext context)
    {
        DrawnImageFolder.Write(s_folder["images"], Good, 32, seed: 1);
        CmaeEncoder.CreateUntrained(new(new CmaeArchitecture(32, 2, 4), 16, 4), seed: 2).Save(s_folder["encoder.safetensors"]);
        await CommandLineRun.Succeeds(
            "classify", "--images", s_folder["images"], "--encoder", s_folder["encoder.safetensors"], "--model", s_folder["model.zip"]);
        string some = Directory.EnumerateFiles(s_folder["images"], "*.png", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal).First();
        string labeled = Path.GetDirectoryName(some)!;
        File.WriteAllBytes(Path.Combine(labeled, "zz-empty.jpg"), []);
        File.WriteAllText(Path.Combine(labeled, "notes.txt"), "not an image, which the folder's loader tells");
        File.WriteAllBytes(Path.Combine(labeled, "zz-cut.png"), File.ReadAllBytes(some)[..^40]);
        File.Copy(some, s_folder["good.png"]);
        File.WriteAllBytes(s_folder["cut.png"], File.ReadAllBytes(some)[..^40]);
    }

    [ClassCleanup]
    public static void Delete() => s_folder.Dispose();

    [TestMethod]
    [DataRow("pretrain --images IMAGES --image-size 16 --epochs 1 --save-encoder OUT.safetensors")]
    [DataRow("classify --images IMAGES --image-size 16 --epochs 1 --model OUT.zip")]
    [DataRow("classify --images IMAGES --encoder ENCODER --model OUT.zip")]
    [DataRow("finetune --images IMAGES --encoder ENCODER --freeze encoder --epochs 1 --model OUT.zip")]
    [DataRow("evaluate --images IMAGES --model MODEL --json OUT.json")]
    [DataRow("evaluate --images IMAGES --encoder ENCODER --json OUT.json")]
    [DataRow("predict --images IMAGES --model MODEL --csv OUT.csv")]
    [DataRow("featurize --images IMAGES --encoder ENCODER --output OUT.csv")]
    [DataRow("explain --image GOOD --images IMAGES --model MODEL --html OUT.html")]
    public async Task TheyAreNamedAndLeftOutOrStopTheVerb(string line)
    {
        string name = $"out-{line.GetHashCode():x}", extension = Path.GetExtension(line);
        string[] args = Arguments(line, name);
        (int exitCode, string output, string error) = await CommandLineRun.Of(args);
        Assert.AreEqual("", error);
        Assert.AreEqual(ExitCodes.Success, exitCode);
        StringAssert.Contains(output, $"Warning: 2 of {Good + 2} images cannot be read. They are left out:");
        foreach (string bad in (string[])["zz-empty.jpg", "is empty (0 bytes)", "zz-cut.png"])
            StringAssert.Contains(output, bad);
        StringAssert.Contains(output, "with other extensions is left out: 1 .txt.");
        Assert.IsTrue(File.Exists(s_folder[name + extension]));

        string[] stop = Arguments(line, name + "-stop");
        (exitCode, _, error) = await CommandLineRun.Of([.. stop, "--bad-images", "stop"]);
        Assert.AreEqual(ExitCodes.Failure, exitCode);
        StringAssert.StartsWith(error, $"cmae: 2 of {Good + 2} images cannot be read. Nothing was done;");
        StringAssert.Contains(error, "zz-empty.jpg");
        Assert.IsFalse(File.Exists(s_folder[$"{name}-stop{extension}"]));
    }

    [TestMethod]
    public async Task ATableOnTheStandardOutputStaysATable()
    {
        (int exitCode, string output, string error) = await CommandLineRun.Of(Arguments("predict --images IMAGES --model MODEL", "none"));
        Assert.AreEqual(ExitCodes.Success, exitCode);
        StringAssert.StartsWith(output, "path,");
        Assert.DoesNotContain("notes.txt", output);
        StringAssert.Contains(error, "with other extensions is left out: 1 .txt.");
        StringAssert.Contains(error, "zz-cut.png");
    }

    [TestMethod]
    public async Task AnExperimentLeavesThemOutOrStops()
    {
        File.WriteAllText(s_folder["experiment.json"], """
            {
              "name": "test", "preset": "micro", "pretraining": { "imageSize": 16, "epochs": 1 }, "seeds": [1], "variants": { "CMAE": {} },
              "features": "MeanPatch", "labelFractions": [1], "compareUntrained": false
            }
            """);
        string[] line = ["experiment", s_folder["experiment.json"], "--images", s_folder["images"], "--output"];
        string output = await CommandLineRun.Succeeds([.. line, s_folder["experiment"]]);
        StringAssert.Contains(output, $"Warning: 2 of {Good + 2} images cannot be read. They are left out:");
        (int exitCode, _, string error) = await CommandLineRun.Of([.. line, s_folder["experiment-stop"], "--bad-images", "stop"]);
        Assert.AreEqual(ExitCodes.Failure, exitCode);
        StringAssert.StartsWith(error, $"cmae: 2 of {Good + 2} images cannot be read. Nothing was done;");
        Assert.IsFalse(File.Exists(s_folder["experiment-stop/results.json"]));
    }

    [TestMethod]
    public async Task CountsAreOfTheImagesThatWereUsed()
    {
        foreach ((string line, string json) in ((string, string)[])
        [
            ("classify --images IMAGES --encoder ENCODER --json OUT.json", "trainImages testImages"),
            ("finetune --images IMAGES --encoder ENCODER --freeze encoder --epochs 1 --json OUT.json",
                "trainImages validationImages testImages"),
            ("evaluate --images IMAGES --model MODEL --json OUT.json", "images"),
            ("evaluate --images IMAGES --encoder ENCODER --json OUT.json", "trainImages testImages"),
        ])
        {
            (_, string output, _) = await CommandLineRun.Of(Arguments(line, "counted"));
            StringAssert.Contains(output, "2 images that cannot be read were left out and are not counted.");
            using JsonDocument figures = JsonDocument.Parse(File.ReadAllText(s_folder["counted.json"]));
            Assert.AreEqual(Good, json.Split(' ').Sum(key => figures.RootElement.GetProperty(key).GetInt32()), line);
            Assert.AreEqual(2, figures.RootElement.GetProperty("unreadableImages").GetInt32());
        }
        await CommandLineRun.Of(Arguments("predict --images IMAGES --model MODEL --csv OUT.csv", "counted"));
        Assert.HasCount(Good + 1, File.ReadAllLines(s_folder["counted.csv"]));
    }

    [TestMethod]
    public async Task AnImageToExplainThatCannotBeReadIsNamed()
    {
        (int exitCode, _, string error) = await CommandLineRun.Of(
            "explain", "--image", s_folder["cut.png"], "--images", s_folder["images"], "--model", s_folder["model.zip"]);
        Assert.AreEqual(ExitCodes.Failure, exitCode);
        StringAssert.StartsWith(error, $"cmae: The image file '{s_folder["cut.png"]}'");
    }

    private static string[] Arguments(string line, string name) =>
    [
        .. line.Split(' ').Select(word => word switch
        {
            "IMAGES" => s_folder["images"],
            "ENCODER" => s_folder["encoder.safetensors"],
            "MODEL" => s_folder["model.zip"],
            "GOOD" => s_folder["good.png"],
            _ when word.StartsWith("OUT.", StringComparison.Ordinal) => s_folder[name + word[3..]],
            _ => word,
        }),
    ];
}
