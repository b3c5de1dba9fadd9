using System.Text.Json;
using Cmae.MLNet.Imaging;
using Cmae.MLNet.Tests.Imaging;
using Cmae.MLNet.Tests.Samples.Tool.CommandLine;
using SkiaSharp;

namespace Cmae.MLNet.Tests.Samples.Tool.Verbs;

[TestClass]
public sealed class SegmentVerbTests
{
    private const int Width = 40, Height = 32;

    [TestMethod]
    public async Task FromAFolderToOverlays()
    {
        using var folder = new TemporaryFolder();
        Write(folder);
        CmaeEncoder.CreateUntrained(new(new CmaeArchitecture(32, 2, 4), 32, 8), seed: 2).Save(folder["encoder.safetensors"]);

        await CommandLineRun.Succeeds(
            "segment", "--images", folder["data"], "--encoder", folder["encoder.safetensors"], "--image-size", "32", "--epochs", "2",
            "--label-fraction", "0.5", "--model", folder["out/model.zip"], "--json", folder["out/result.json"],
            "--html", folder["out/result.html"]);

        using JsonDocument json = JsonDocument.Parse(File.ReadAllText(folder["out/result.json"]));
        JsonElement figures = json.RootElement;
        foreach (string key in (string[])["meanIou", "pixelAccuracy", "meanClassAccuracy", "majorityMeanIou"])
            Assert.IsTrue(figures.GetProperty(key).GetDouble() is > 0 and <= 1, key);
        Assert.AreEqual(2, figures.GetProperty("interval").GetArrayLength());
        CollectionAssert.AreEqual(
            new[] { "ground", "disc" },
            figures.GetProperty("perClass").EnumerateArray().Select(row => row.GetProperty("name").GetString()).ToArray());
        Assert.AreEqual((4, 2, 3), (Number("trainImages"), Number("validationImages"), Number("testImages")));
        Assert.AreEqual(2, Number("epochs"));
        StringAssert.Contains(File.ReadAllText(folder["out/result.html"]), "The worst images");

        await CommandLineRun.Succeeds(
            "evaluate", "--model", folder["out/model.zip"], "--images", folder["data"], "--json", folder["out/again.json"]);
        using JsonDocument again = JsonDocument.Parse(File.ReadAllText(folder["out/again.json"]));
        Assert.AreEqual(figures.GetProperty("meanIou").GetDouble(), again.RootElement.GetProperty("meanIou").GetDouble(), 1e-3);

        await CommandLineRun.Succeeds(
            "predict", "--model", folder["out/model.zip"], "--images", folder["data"], "--csv", folder["out/shares.csv"],
            "--overlay", folder["out/overlays"]);
        string[] lines = File.ReadAllLines(folder["out/shares.csv"]);
        Assert.AreEqual("path,ground,disc", lines[0]);
        Assert.HasCount(14, lines);
        using SKBitmap overlay = SKBitmap.Decode(folder["out/overlays/images/00.png.png"]);
        Assert.AreEqual((Width, Height), (overlay.Width, overlay.Height));

        await CommandLineRun.Succeeds(
            "explain", "--model", folder["out/model.zip"], "--image", folder["data/images/00.png"], "--png", folder["out/one.png"],
            "--html", folder["out/one.html"]);
        Assert.IsTrue(File.Exists(folder["out/one.png"]));

        int Number(string key) => figures.GetProperty(key).GetInt32();
    }

    [TestMethod]
    public async Task AnEncoderIsPretrainedAtTheScaleOfTheTask()
    {
        using var folder = new TemporaryFolder();
        Write(folder);

        await CommandLineRun.Succeeds(
            "segment", "--images", folder["data"], "--preset", "micro", "--image-size", "32", "--epochs", "1", "--pretrain-minutes", "0.01",
            "--head", "linear", "--json", folder["result.json"], "--save-encoder", folder["encoder.safetensors"]);

        using JsonDocument json = JsonDocument.Parse(File.ReadAllText(folder["result.json"]));
        Assert.IsTrue(json.RootElement.GetProperty("pretrainingImagesSeen").GetInt64() > 0);
        Assert.AreEqual("linear", json.RootElement.GetProperty("head").GetString());
        CmaeEncoder encoder = CmaeEncoder.Load(folder["encoder.safetensors"]);
        Assert.AreEqual((32, 16), (encoder.ImageSize, encoder.PatchSize));
    }

    /// <summary>Images of a bright disc on dark ground, eight to train on, two to validate on, three to test on.</summary>
    private static void Write(TemporaryFolder folder)
    {
        Directory.CreateDirectory(folder["data/images"]);
        Directory.CreateDirectory(folder["data/masks"]);
        var random = new Random(1);
        var lines = new List<string> { "path,mask,split" };
        for (int i = 0; i < 13; i++)
        {
            (int x, int y) = (random.Next(10, 30), random.Next(10, 22));
            int[] mask = [.. Enumerable.Range(0, Width * Height).Select(p => IsInside(p % Width, p / Width) ? 1 : 0)];
            int[] image = [.. mask.SelectMany(index => Enumerable.Range(0, 3).Select(_ => (150 * index) + random.Next(40)))];
            File.WriteAllBytes(folder[$"data/masks/{i:00}.png"], PngWriter.Gray(Width, Height, mask));
            File.WriteAllBytes(folder[$"data/images/{i:00}.png"], PngWriter.Write(Width, Height, 8, PngColor.Rgb, image));
            lines.Add($"images/{i:00}.png,masks/{i:00}.png,{(i < 8 ? "train" : i < 10 ? "val" : "test")}");

            bool IsInside(int px, int py) => ((px - x) * (px - x)) + ((py - y) * (py - y)) < 64;
        }
        File.WriteAllLines(folder["data/split.csv"], lines);
        File.WriteAllText(folder["data/classes.csv"], "value,name,color\n0,ground,#000000\n1,disc,#FFCC00\n");
    }
}
