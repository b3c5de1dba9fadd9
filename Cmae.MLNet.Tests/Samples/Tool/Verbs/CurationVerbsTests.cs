using Cmae.MLNet.Samples.Tool.Drawing;
using Cmae.MLNet.Tests.Encoders;
using Cmae.MLNet.Tests.Samples.Tool.CommandLine;

namespace Cmae.MLNet.Tests.Samples.Tool.Verbs;

/// <summary>search, duplicates, select, groups and check-labels on one folder of 24 drawn images of three classes.</summary>
[TestClass]
public sealed class CurationVerbsTests
{
    private readonly TemporaryFolder _folder = new();
    private string[] _paths = [];

    [TestInitialize]
    public void Initialize()
    {
        DrawnImageFolder.Write(_folder["images"], 24, 32, seed: 1);
        RandomEncoder.Create().Save(_folder["encoder.safetensors"]);
        _paths =
        [
            .. Directory.EnumerateFiles(_folder["images"], "*", SearchOption.AllDirectories)
                .Select(path => Path.GetRelativePath(_folder["images"], path).Replace('\\', '/')).Order(),
        ];
    }

    [TestCleanup]
    public void Cleanup() => _folder.Dispose();

    [TestMethod]
    public async Task SearchFindsAnImageOfTheFolderItself()
    {
        string[][] records = await Table("search", "--query", _folder[$"images/{_paths[3]}"], "--count", "5");

        CollectionAssert.AreEqual(new[] { "query", "rank", "path", "similarity" }, records[0]);
        Assert.HasCount(6, records);
        CollectionAssert.AreEqual(new[] { Path.GetFileName(_paths[3]), "1", _paths[3], "1.0000" }, records[1]);
    }

    [TestMethod]
    public async Task SearchForWhatIsNotAnImageIsRefusedByName()
    {
        File.WriteAllText(_folder["broken.png"], "no image");
        string error = await Failure(Arguments("search", "--query", _folder["broken.png"]));
        StringAssert.Contains(error, "broken.png");
    }

    [TestMethod]
    public async Task APlantedCopyIsTheOnlyDuplicate()
    {
        File.Copy(_folder[$"images/{_paths[7]}"], _folder["images/copy.png"]);

        string[][] records = await Table("duplicates", "--threshold", "0.99999");

        CollectionAssert.AreEquivalent(new[] { "copy.png", _paths[7] }, records.Single(record => record[0] != "first")[..2]);
    }

    [TestMethod]
    public async Task WithoutAThresholdItIsMeasured()
    {
        File.Copy(_folder[$"images/{_paths[7]}"], _folder["images/copy.png"]);
        string output = await CommandLineRun.Succeeds(Arguments("duplicates", "--csv", _folder["pairs.csv"]));
        StringAssert.Contains(output, "pairs of 25 images have a similarity of at least 0.");
        StringAssert.Contains(File.ReadAllText(_folder["pairs.csv"]), "copy.png");
    }

    [TestMethod]
    public async Task ASelectionLeavesOutWhatHasALabel()
    {
        File.WriteAllLines(_folder["labeled.txt"], _paths[..4]);

        string[][] records = await Table("select", "--count", "20", "--labeled", _folder["labeled.txt"]);

        CollectionAssert.AreEquivalent(_paths[4..], records.Skip(1).Select(record => record[1]).ToArray());
        CollectionAssert.AreEqual(
            Enumerable.Range(1, 20).Select(rank => $"{rank}").ToArray(), records.Skip(1).Select(record => record[0]).ToArray());
    }

    [TestMethod]
    public async Task ALabeledImageThatIsNotThereIsNamed()
    {
        File.WriteAllLines(_folder["labeled.txt"], ["cat.png"]);
        string error = await Failure(Arguments("select", "--labeled", _folder["labeled.txt"]));
        StringAssert.Contains(error, "lists 'cat.png', which is not among the 24 images");
    }

    [TestMethod]
    public async Task AModelSelectsWhatItCannotDecide()
    {
        await CommandLineRun.Succeeds(
            "classify", "--images", _folder["images"], "--encoder", _folder["encoder.safetensors"], "--model", _folder["model.zip"]);
        string[][] records = await Table("select", "--count", "3", "--model", _folder["model.zip"]);
        Assert.HasCount(4, records);
        CollectionAssert.IsSubsetOf(records.Skip(1).Select(record => record[1]).ToArray(), _paths);
    }

    [TestMethod]
    public async Task EveryImageIsInOneGroup()
    {
        string[][] records = await Table("groups", "--count", "3");
        CollectionAssert.AreEquivalent(_paths, records.Skip(1).Select(record => record[1]).ToArray());
        CollectionAssert.AreEqual(
            new[] { "1", "2", "3" }, records.Skip(1).Select(record => record[0]).Distinct().ToArray());
    }

    [TestMethod]
    public async Task ADoubtfulLabelComesWithASuggestion()
    {
        string[][] records = await Table("check-labels");
        CollectionAssert.AreEqual(new[] { "path", "label", "suggestion", "doubt" }, records[0]);
        foreach (string[] record in records.Skip(1))
        {
            StringAssert.StartsWith(record[0], record[1]);
            Assert.AreNotEqual(record[1], record[2]);
        }
    }

    [TestMethod]
    [DataRow("search")]
    [DataRow("duplicates")]
    [DataRow("select")]
    [DataRow("groups")]
    [DataRow("check-labels")]
    public async Task EveryVerbDrawsAPage(string verb)
    {
        string[] further = verb == "search" ? ["--query", _folder[$"images/{_paths[0]}"]] : [];
        await CommandLineRun.Succeeds(
            [.. Arguments(verb, further), "--csv", _folder["table.csv"], "--html", _folder["page.html"]]);
        string page = File.ReadAllText(_folder["page.html"]);
        StringAssert.StartsWith(page, "<!DOCTYPE html>");
        StringAssert.Contains(page, "images");
    }

    private string[] Arguments(string verb, params string[] further) =>
        [verb, "--images", _folder["images"], "--encoder", _folder["encoder.safetensors"], .. further];

    private static async Task<string> Failure(string[] arguments)
    {
        (int exitCode, _, string error) = await CommandLineRun.Of(arguments);
        Assert.AreNotEqual(0, exitCode);
        return error;
    }

    private async Task<string[][]> Table(string verb, params string[] further)
    {
        (int exitCode, string output, string error) = await CommandLineRun.Of(Arguments(verb, further));
        Assert.AreEqual(0, exitCode, error);
        return [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.TrimEnd('\r').Split(','))];
    }
}
