using System.CommandLine;
using System.Reflection;
using Cmae.MLNet.Samples.Tool.CommandLine;
using Cmae.MLNet.Samples.Tool.Verbs;
using Spectre.Console;

namespace Cmae.MLNet.Tests.Samples.Tool.CommandLine;

/// <summary>Who goes from the program to the library, or back, gets the same without saying anything.</summary>
[TestClass]
public sealed class SharedDefaultsTests
{
    // Every run of the program repeats; images that cannot be read are found before any work; Ctrl+C is the program's.
    private static readonly string[] s_ofTheProgram = ["Seed", "OnBadImage", "CancellationToken"];

    public static IEnumerable<string> Presets => Preset.All.Select(preset => preset.Name);

    [TestMethod]
    public void PretrainingWithoutAnOptionIsThatOfTheLibrary() => AssertEqual(new CmaePretrainingOptions(), Pretraining(""));

    [TestMethod]
    [DynamicData(nameof(Presets))]
    public void APresetIsASizeAndNothingElse(string name) => AssertEqual(
        new CmaePretrainingOptions { Architecture = Preset.Named(name).Architecture }, Pretraining($"--preset {name}"));

    [TestMethod]
    public void FineTuningWithoutAnOptionIsThatOfTheLibrary()
    {
        var command = new Command("verb");
        var arguments = new FineTuningArguments(command);
        AssertEqual(
            new CmaeImageClassificationTrainer.Options(),
            arguments.Read(new RootCommand { command }.Parse("verb"), CancellationToken.None));
    }

    [TestMethod]
    public void CheckpointsAndHealthAreThoseOfTheLibrary()
    {
        var command = new Command("verb");
        var arguments = new CheckpointArguments(command);
        var options = new CmaePretrainingOptions();
        arguments.SetOptions(new RootCommand { command }.Parse("verb"), options);
        AssertEqual(new CmaePretrainingOptions(), options);
        string minutes = command.Options.Single(option => option.Name == "--checkpoint-minutes").Description!;
        StringAssert.Contains(minutes, $"The default is {options.CheckpointInterval.TotalMinutes}.");
    }

    [TestMethod]
    public void TheFeaturesOfATableAreThoseOfTheLibrary()
    {
        Command featurize = FeaturizeVerb.Create(AnsiConsole.Console);
        var features = (Option<CmaeFeatureKind>)featurize.Options.Single(option => option.Name == "--features");
        Assert.AreEqual(new CmaeFeaturizingEstimator.Options().FeatureKind, Value(featurize, "--output x.csv", features));
    }

    /// <summary>The one difference, which its help explains: what a linear classifier sees, where the library does not know what features are for.</summary>
    [TestMethod]
    public void ALinearClassifierOfTheProgramSeesTheGrid()
    {
        var command = new Command("verb");
        var arguments = new FeatureKindArgument(command);
        Assert.AreEqual(CmaeFeatureKind.MeanPatchGrid, arguments.Value(new RootCommand { command }.Parse("verb")));
        StringAssert.Contains(command.Options.Single().Description, "it is the default of the library");
    }

    private static T Value<T>(Command verb, string line, Option<T> option) =>
        new RootCommand { verb }.Parse($"{verb.Name} {line}").GetValue(option)!;

    private static CmaePretrainingOptions Pretraining(string line)
    {
        var command = new Command("verb");
        var arguments = new PretrainingArguments(command);
        return arguments.Read(new RootCommand { command }.Parse($"verb {line}"), CancellationToken.None);
    }

    private static void AssertEqual<T>(T library, T program)
    {
        PropertyInfo[] shared = [.. typeof(T).GetProperties(BindingFlags.Instance | BindingFlags.Public)
            .Where(property => property.CanWrite && !s_ofTheProgram.Contains(property.Name))];
        Assert.IsGreaterThan(20, shared.Length);
        foreach (PropertyInfo property in shared)
            Assert.AreEqual(property.GetValue(library), property.GetValue(program), property.Name);
    }
}
