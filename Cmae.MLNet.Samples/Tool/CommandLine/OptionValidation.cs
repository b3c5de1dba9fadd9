using System.CommandLine;
using System.CommandLine.Parsing;
using System.Numerics;

namespace Cmae.MLNet.Samples.Tool.CommandLine;

/// <summary>Checks of option values that are made before any work. What could not be parsed was refused already.</summary>
internal static class OptionValidation
{
    private const double MinutesOfYear = 366 * 24 * 60;

    /// <summary>The value; null if there is none or it could not be parsed.</summary>
    public static T? Parsed<T>(this OptionResult result)
        where T : struct
    {
        try
        {
            return result.GetValueOrDefault<T?>();
        }
        catch (InvalidOperationException)
        {
            return null; // the parser has an error of its own about it
        }
    }

    /// <summary>Adds a check of options together; it is passed over if one of them does not parse, which is an error already.</summary>
    public static void AddCheck(this Command command, Action<CommandResult> check) => command.Validators.Add(result =>
    {
        try
        {
            check(result);
        }
        catch (InvalidOperationException)
        {
            // the value that the check asked for is not there
        }
    });

    /// <summary>Whether the command line itself has an option: its value is not the default.</summary>
    public static bool Has(this ParseResult parsed, Option option) => parsed.GetResult(option) is { Implicit: false };

    /// <summary>Refuses zero and negative numbers.</summary>
    public static void RequirePositive<T>(this OptionResult result)
        where T : struct, INumber<T>
    {
        if (result.Parsed<T>() is { } value && value <= T.Zero)
            result.AddError($"{result.Option.Name} must be more than 0, not {value}.");
    }

    /// <summary>Refuses durations that are not more than 0, or longer than a year.</summary>
    public static void RequireMinutes(this OptionResult result)
    {
        result.RequirePositive<double>();
        if (result.Parsed<double>() is > MinutesOfYear)
            result.AddError($"{result.Option.Name} must be at most {MinutesOfYear}, a year.");
    }

    /// <summary>Refuses file names with another extension than these.</summary>
    public static void RequireExtension(this OptionResult result, params string[] extensions)
    {
        string file = result.GetValueOrDefault<FileInfo>()?.Name ?? "";
        if (!extensions.Contains(Path.GetExtension(file), StringComparer.OrdinalIgnoreCase))
            result.AddError($"{result.Option.Name} must end in {string.Join(" or ", extensions)}, not '{file}'.");
    }
}
