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
        await CommandLineRun.Succeeds(
            "report", "--run", folder["run"], "--images", folder["images"], "--model", folder["model.zip"], "--html",
            folder["report.html"]);

        string page = File.ReadAllText(folder["report.html"]);
        string[] headings = [.. Heading().Matches(page).Select(match => match.Groups[1].Value)];
        CollectionAssert.AreEqual(
            new[]
            {
                "The run", "Losses", "Health", "The two views", "Masked and reconstructed", "Parts of images", "Nearest neighbors",
                "Map of the images", "The classifier",
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
