using System.CommandLine;
using System.CommandLine.Parsing;
using Cmae.MLNet.Samples.Tool.Output;

namespace Cmae.MLNet.Samples.Tool.CommandLine;

/// <summary>A file that a verb writes. That it can be written is checked before the verb begins.</summary>
internal sealed class OutputOption<T>(string name) : Option<T>(name), IOutputOption;

/// <summary>An <see cref="OutputOption{T}"/> of any type.</summary>
internal interface IOutputOption;

internal static class OutputOptions
{
    /// <summary>Checks all files that a command line wants written: a training is not to end with one that cannot be.</summary>
    /// <exception cref="IOException">One cannot be written; the message says which and why.</exception>
    /// <exception cref="ArgumentException">Two options name the same file.</exception>
    public static void RequireWritable(ParseResult parsed)
    {
        var options = new Dictionary<string, string>();
        foreach (OptionResult option in parsed.CommandResult.Children.OfType<OptionResult>())
        {
            if (option.Option is not IOutputOption || option.GetValueOrDefault<FileInfo>() is not { } file)
                continue;
            string path = file.FullName;
            if (!options.TryAdd(path, option.Option.Name) && !path.StartsWith("/dev/", StringComparison.Ordinal))
                throw new ArgumentException($"{options[path]} and {option.Option.Name} are the same file, '{path}'.");
            OutputFile.RequireWritable(path);
        }
    }
}
