using Cmae.MLNet.Samples;
using Cmae.MLNet.Samples.Tool.CommandLine;
using Spectre.Console;

namespace Cmae.MLNet.Tests.Samples.Tool.CommandLine;

[TestClass]
public sealed class StrictValuesTests
{
    public static IEnumerable<object[]> NumericOptions => Options(type => type == typeof(int) || type == typeof(double));

    public static IEnumerable<object[]> EnumerationOptions => Options(type => type.IsEnum);

    [TestMethod]
    public void TheOptionsAreFound()
    {
        string[] numeric = [.. NumericOptions.Select(pair => string.Join(' ', pair))];
        string[] some = ["classify --minutes", "finetune --label-fraction", "pretrain --checkpoint-steps", "explain --neighbors"];
        CollectionAssert.IsSubsetOf(some, numeric);
        CollectionAssert.Contains(EnumerationOptions.Select(pair => string.Join(' ', pair)).ToArray(), "featurize --features");
    }

    [TestMethod]
    [DynamicData(nameof(NumericOptions))]
    public async Task ANumberHasAPointAndNothingElse(string verb, string option)
    {
        foreach (string value in (string[])["0,5", "1,000", "5m", "abc", "10%", "NaN", "1e999", "٣", "0x10", "1 000", "∞"])
            await IsRefused([.. Start(verb, option), option, value], $"cmae: {option} takes a ", $", not '{value}'.");
    }

    [TestMethod]
    [DataRow("--mean")]
    [DataRow("--standard-deviation")]
    public async Task ATripleHasPoints(string option) =>
        await IsRefused(["import", option, "123,675", "116.28", "103.53"], $"cmae: {option} takes a number", "not '123,675'.");

    [TestMethod]
    [DynamicData(nameof(EnumerationOptions))]
    public async Task ANameIsOneOfThose(string verb, string option)
    {
        foreach (string value in (string[])["7", "nonsense"])
            await IsRefused([.. Start(verb, option), option, value], $"cmae: {option} takes ", $", not '{value}'.");
    }

    [TestMethod]
    public async Task AFlagThatIsNeitherTrueNorFalseIsRefused() =>
        await IsRefused(["finetune", "--images", "d", "--compare-scratch=maybe"], "cmae: Unrecognized command or argument 'maybe'.", "");

    [TestMethod]
    public async Task ATrainingTakesAtMostAYear() =>
        await IsRefused(["classify", "--images", "d", "--minutes", "1e300"], "cmae: --minutes must be at most 527040", "a year.");

    /// <summary>The verb, with what it needs before it looks at a single option.</summary>
    private static string[] Start(string verb, string option) => (verb, option) switch
    {
        ("evaluate", "--top-k") => [verb, "--model", "m.zip"],
        ("evaluate", _) => [verb, "--encoder", "e.onnx"],
        ("export", _) => [verb, "--to", "e.onnx"],
        ("experiment", _) => [verb, "e.json", "--images", "d"],
        _ => [verb],
    };

    private static async Task IsRefused(string[] args, string start, string end)
    {
        (int exitCode, string output, string error) = await CommandLineRun.Of(args);
        Assert.AreEqual(ExitCodes.WrongUsage, exitCode, string.Join(' ', args));
        string[] lines = error.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        Assert.IsTrue(
            lines.Any(line => line.StartsWith(start, StringComparison.Ordinal) && line.Contains(end, StringComparison.Ordinal)),
            $"{string.Join(' ', args)}: {error}");
        Assert.IsTrue(lines.SkipLast(1).All(line => line.StartsWith("cmae: ", StringComparison.Ordinal)), error);
        Assert.AreEqual("", output);
    }

    private static IEnumerable<object[]> Options(Predicate<Type> isOne) =>
        from verb in SampleCommands.CreateRoot(AnsiConsole.Console).Subcommands
        from option in verb.Options
        where isOne(Nullable.GetUnderlyingType(option.ValueType) ?? option.ValueType)
        select new object[] { verb.Name, option.Name };
}
