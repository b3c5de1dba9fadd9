using System.Text.RegularExpressions;
using Cmae.MLNet.Samples.Tool.CommandLine;
using Cmae.MLNet.Samples.Tool.Drawing;
using Cmae.MLNet.Tests.Samples.Tool.CommandLine;

namespace Cmae.MLNet.Tests.Samples.Tool.Verbs;

/// <summary>A run, a classifier, a report and an explanation, on tiny drawn images.</summary>
[TestClass]
public sealed partial class ReportVerbTests
{
    [TestMethod]
    public async Task APageHasEverythingInItself()
    {
        using var folder = new TemporaryFolder();
        DrawnImageFolder.Write(folder["images"], 48, 32, seed: 1);
        string pretrained = await CommandLineRun.Succeeds(
            "pretrain", "--images", folder["images"], "--image-size", "32", "--epochs", "2", "--run", folder["run"], "--save-encoder",
            folder["encoder.safetensors"]);
        StringAssert.Contains(pretrained, "Memory, about: ");
        await CommandLineRun.Succeeds(
            "classify", "--images", folder["images"], "--encoder", folder["encoder.safetensors"], "--features", "MeanPatch", "--model",
            folder["model.zip"]);
        File.WriteAllText(folder["images/notes.txt"], "not an image");
        string reported = await CommandLineRun.Succeeds(
            "report", "--run", folder["run"], "--images", folder["images"], "--model", folder["model.zip"], "--html",
            folder["report.html"]);
        StringAssert.Contains(reported, "with other extensions is left out: 1 .txt.");

        string page = File.ReadAllText(folder["report.html"]);
        string[] headings = [.. Heading().Matches(page).Select(match => match.Groups[1].Value)];
        CollectionAssert.AreEqual(
            new[]
            {
                "The run", "Losses", "Health", "The two views", "Masked and reconstructed", "Parts of images", "Nearest neighbors",
                "Map of the images", "The classifier", "Most confident mistakes",
            },
            headings);
        Assert.IsEmpty(
            Reference().Matches(page).Select(match => match.Groups[1].Value)
                .Where(target => !target.StartsWith("data:", StringComparison.Ordinal)));
        Assert.DoesNotContain("<script", page);
        foreach (Match picture in Image().Matches(page))
            StringAssert.Contains(picture.Value, "alt=\"");
        Assert.IsFalse(StandIn().IsMatch(page), "A chart has a color that does not follow the theme.");

        string image = Directory.GetFiles(folder["images"], "*.png", SearchOption.AllDirectories)[0];
        string explained = await CommandLineRun.Succeeds(
            "explain", "--model", folder["model.zip"], "--image", image, "--images", folder["images"], "--neighbors", "3",
            "--html", folder["explained.html"], "--png", folder["explained.png"]);
        StringAssert.Contains(explained, "The most alike of 48 training images");
        StringAssert.Contains(explained, "1.000");                       // the image itself is one of them
        StringAssert.Contains(File.ReadAllText(folder["explained.html"]), "Training images that are most alike");
        Assert.IsTrue(File.Exists(folder["explained.png"]));

        StringAssert.Matches(page, new("<span class=\"upright\">[a-z]"));
        StringAssert.Matches(page, new("<dt>effective rank</dt><dd>[0-9.]+ \\([0-9.]+ at the start\\)</dd>"));
        StringAssert.Contains(page, "The contrast begins at 20 % of the run.");
    }

    [TestMethod]
    public async Task RunsAreComparedOnOnePage()
    {
        using var folder = new TemporaryFolder();
        DrawnImageFolder.Write(folder["images"], 48, 32, seed: 1);
        foreach ((string run, string epochs) in ((string, string)[])[("first", "1"), ("second", "2"), ("third", "2")])
        {
            await CommandLineRun.Succeeds(
                "pretrain", "--images", folder["images"], "--image-size", "32", "--epochs", epochs, "--run", folder[run],
                "--save-encoder", folder["encoder.safetensors"]);
        }
        string output = await CommandLineRun.Succeeds(
            "report", "--run", folder["first"], "--run", folder["second"], "--html", folder["two.html"]);
        StringAssert.Contains(output, "1 and 2 steps.");
        string page = File.ReadAllText(folder["two.html"]);
        CollectionAssert.AreEqual(
            new[] { "The runs", "Settings that differ", "Losses", "Health" },
            Heading().Matches(page).Select(match => match.Groups[1].Value).ToArray());
        StringAssert.Contains(page, "<tr><th scope=\"row\">Epochs</th><td>1</td><td>2</td></tr>");
        StringAssert.Contains(page, "<tr><th scope=\"row\">steps</th><td>1 of 1</td><td>2 of 2</td></tr>");
        Assert.DoesNotContain("<th scope=\"row\">MaskRatio</th>", page);
        StringAssert.Matches(page, new("Alignment [^<]*: uniformity|first from [0-9.]+ at step 1 to [0-9.]+ at step 1; second from"));

        await CommandLineRun.Succeeds("report", "--run", folder["second"], "--run", folder["third"], "--html", folder["same.html"]);
        StringAssert.Contains(File.ReadAllText(folder["same.html"]), "None: the runs have the same settings, seed and images.");

        (int exitCode, _, string error) = await CommandLineRun.Of(
            "report", "--run", folder["first"], "--run", folder["second"], "--images", folder["images"], "--html", folder["no.html"]);
        Assert.AreEqual(ExitCodes.WrongUsage, exitCode);
        StringAssert.Contains(error, "--images goes with one --run");
    }

    [TestMethod]
    public async Task AFolderThatIsNoRunIsSaidToBeNone()
    {
        using var folder = new TemporaryFolder();
        (int exitCode, _, string error) = await CommandLineRun.Of(["report", "--run", folder.Path, "--html", folder["report.html"]]);
        Assert.AreEqual(ExitCodes.Failure, exitCode);
        StringAssert.Contains(error, "is not a run folder: it has no options.json");
    }


    [GeneratedRegex("<h2>([^<]*)</h2>")]
    private static partial Regex Heading();

    [GeneratedRegex("(?:src|href)=\"([^\"]*)\"|url\\((?!#)")]
    private static partial Regex Reference();

    [GeneratedRegex("<img[^>]*>")]
    private static partial Regex Image();

    [GeneratedRegex("(?:stroke|fill)(?:=\"|:)(?:#|rgb)")]
    private static partial Regex StandIn();
}
