using System.CommandLine.Parsing;
using System.Numerics;

namespace Cmae.MLNet.Samples.Tool.CommandLine;

/// <summary>Checks of option values that are made before any work.</summary>
internal static class OptionValidation
{
    /// <summary>Refuses zero and negative numbers.</summary>
    public static void RequirePositive<T>(this OptionResult result)
        where T : struct, INumber<T>
    {
        if (result.GetValueOrDefault<T?>() is { } value && value <= T.Zero)
            result.AddError($"{result.Option.Name} must be more than 0, not {value}.");
    }

    /// <summary>Refuses file names with another extension than these.</summary>
    public static void RequireExtension(this OptionResult result, params string[] extensions)
    {
        string file = result.GetValueOrDefault<FileInfo>()?.Name ?? "";
        if (!extensions.Contains(Path.GetExtension(file), StringComparer.OrdinalIgnoreCase))
            result.AddError($"{result.Option.Name} must end in {string.Join(" or ", extensions)}, not '{file}'.");
    }
}
