using System.CommandLine;
using System.Text.Json;
using System.Text.RegularExpressions;
using Cmae.MLNet.Samples.Tool.CommandLine;
using Cmae.MLNet.Samples.Tool.Libtorch;

namespace Cmae.MLNet.Samples.Tool.Display;

/// <summary>Messages of the library in the words of the command line: what they advise can be done there.</summary>
internal static partial class ToolWords
{
    private static readonly Dictionary<string, string[]> Options = new()
    {
        ["RunDirectory"] = ["--run"],
        ["Resume"] = ["--resume"],
        ["InitializeFrom"] = ["--initialize-from", "--encoder"],
        ["TimeBudget"] = ["--minutes"],
        ["ImageSize"] = ["--image-size"],
        ["CheckpointSteps"] = ["--checkpoint-steps"],
        ["CheckpointInterval"] = ["--checkpoint-minutes"],
        ["MoreEpochs"] = ["--more-epochs"],
        ["HealthSteps"] = ["--health-steps"],
        ["OnBadImage"] = ["--bad-images"],
        ["MaxImagePixels"] = ["--max-megapixels"],
    };

    // One hump, such as Device, may be any word of a sentence.
    private static readonly HashSet<string> FileOptions =
    [
        .. typeof(CmaePretrainingOptions).GetProperties().Concat(typeof(CmaeImageClassificationTrainer.Options).GetProperties())
            .Concat(typeof(CmaeSegmentationTrainer.Options).GetProperties())
            .Where(property => property.Name.Count(char.IsUpper) > 1).Select(property => property.Name),
    ];

    /// <summary>The message for somebody who typed this verb.</summary>
    public static string Of(string message, Command verb)
    {
        string[] names = [.. verb.Options.Select(option => option.Name)];
        string withDownload = Package().Replace(
            message, $"dotnet package download $1@$2 --output \"{LibtorchFolder.NuGetPackages.Replace("$", "$$")}\"");
        return Word().Replace(withDownload, match => Translated(match.Groups["name"].Value, names) is { } option
            ? option + Value(option, match.Groups["value"].Value)
            : match.Value);
    }

    private static string? Translated(string name, string[] names)
    {
        if (Options.TryGetValue(name, out string[]? candidates) && candidates.FirstOrDefault(names.Contains) is { } option)
            return option;
        return FileOptions.Contains(name) && names.Contains(OptionsFileArgument.Name)
            ? $"{JsonNamingPolicy.CamelCase.ConvertName(name)} (in {OptionsFileArgument.Name})"
            : null;
    }

    private static string Value(string option, string value) => (option, value) switch
    {
        (_, "") => "",
        ("--resume", _) => "",
        ("--bad-images", _) => " skip",
        (_, " = CmaeEncoder.Load(...)") => " FILE",
        _ => value,
    };

    // A program that is installed has no project that a package could be added to.
    [GeneratedRegex(@"dotnet add package (\S+) --version (\S+) \(CPU\), or TorchSharp-cuda-\w+ for an NVIDIA GPU")]
    private static partial Regex Package();

    [GeneratedRegex(
        @"(?<![\w.'""/\\-])(?<name>[A-Z][A-Za-z0-9]+)"
        + @"(?<value> = (?:true|CmaeBadImageHandling\.Skip|CmaeEncoder\.Load\(\.\.\.\)))?(?![\w/\\])")]
    private static partial Regex Word();
}
