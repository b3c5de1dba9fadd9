using System.CommandLine;
using Cmae.MLNet.Samples.Tool.CommandLine;
using Spectre.Console;

namespace Cmae.MLNet.Tests.Samples.Tool.CommandLine;

[TestClass]
public sealed class OutputOptionTests
{
    /// <summary>Every output of every verb. The inputs do not exist: outputs are looked at before them.</summary>
    public static IEnumerable<object[]> Outputs =>
        from verb in CommandLineApplication.CreateRoot(AnsiConsole.Console).Subcommands
        from option in verb.Options
        where option is IOutputOption
        select new object[] { verb.Name, option.Name };

    [TestMethod]
    public void AllFilesThatAreWrittenAreOutputs()
    {
        string[] names = ["--csv", "--json", "--html", "--png", "--output", "--save-encoder", "--to"];
        IEnumerable<(string, Option)> forgotten =
            from verb in CommandLineApplication.CreateRoot(AnsiConsole.Console).Subcommands
            from option in verb.Options
            where names.Contains(option.Name) && option.ValueType == typeof(FileInfo) && option is not IOutputOption
            select (verb.Name, option);
        Assert.IsEmpty(forgotten);
        Assert.IsGreaterThanOrEqualTo(14, Outputs.Count());
    }

    [TestMethod]
    [DynamicData(nameof(Outputs))]
    public async Task AnOutputThatCannotBeWrittenIsAnErrorBeforeAnythingElse(string verb, string output)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["file"], "");
        Command command = CommandLineApplication.CreateRoot(AnsiConsole.Console).Subcommands.Single(candidate => candidate.Name == verb);
        string extension = (verb, output) switch
        {
            (_, "--model") => ".zip",
            (_, "--save-encoder") or (_, "--to") => ".safetensors",
            (_, "--html") => ".html",
            (_, "--png") => ".png",
            (_, "--output") => ".csv",
            _ => ".json",
        };
        string path = folder[$"file/below{extension}"];
        var args = new List<string> { verb, output, path };
        foreach (Option option in command.Options.Where(option => option.Required && option.Name != output))
        {
            string value = option.Name == "--model" ? "missing.zip" : option is IOutputOption ? "other.safetensors" : "missing";
            args.AddRange([option.Name, folder[value]]);
        }
        if (verb == "evaluate")
            args.AddRange(["--model", folder["missing.zip"]]);
        if (verb == "explain" || verb == "report")
            args.AddRange(output == "--html" ? [] : ["--html", folder["other.html"]]);
        (int exitCode, _, string error) = await CommandLineRun.OfTool([.. args]);
        Assert.AreEqual(ExitCodes.Failure, exitCode, error);
        StringAssert.StartsWith(error, $"cmae: '{path}' cannot be written: ");
        Assert.DoesNotContain(".tmp", error);
    }

    [TestMethod]
    public async Task AFolderIsNotAnOutputAndNoneIsNamedTwice()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder["model.zip"]);
        (_, _, string error) = await CommandLineRun.OfTool("classify", "--images", folder["missing"], "--model", folder["model.zip"]);
        StringAssert.Contains(error, "it is a folder");
        (_, _, error) = await CommandLineRun.OfTool(
            "classify", "--images", folder["missing"], "--model", folder["x.zip"], "--json", folder["x.zip"]);
        StringAssert.Contains(error, "--model and --json are the same file");
        Assert.IsFalse(File.Exists(folder["x.zip"]));
    }
}
