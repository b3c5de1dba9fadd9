using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;

namespace Cmae.MLNet.Runtime;

/// <summary>Turns what libtorch says when it gets no more memory, a C++ stack trace, into a sentence: what, how much, and what to do.</summary>
internal static partial class LibtorchMemory
{
    private static readonly string[] s_signs =
        ["can't allocate memory", "not enough memory", "out of memory", "std::bad_alloc", "Cannot allocate memory"];

    private static readonly Dictionary<string, double> s_units = new(StringComparer.OrdinalIgnoreCase)
    {
        ["bytes"] = 1,
        ["KiB"] = 1L << 10,
        ["MiB"] = 1L << 20,
        ["GiB"] = 1L << 30,
    };

    /// <summary>Does work in libtorch.</summary>
    /// <param name="activity">What the work is called, at the start of a sentence.</param>
    /// <param name="remedy">What makes it take less memory: sentences.</param>
    /// <param name="work">The work.</param>
    /// <exception cref="InsufficientMemoryException">There was not enough memory.</exception>
    public static T Guard<T>(string activity, string remedy, Func<T> work)
    {
        try
        {
            return work();
        }
        catch (ExternalException exception) when (IsOutOfMemory(exception.Message))
        {
            throw new InsufficientMemoryException(MessageOf(activity, remedy, exception.Message), exception);
        }
        catch (OutOfMemoryException exception) when (exception is not InsufficientMemoryException)
        {
            throw new InsufficientMemoryException(MessageOf(activity, remedy, exception.Message), exception);
        }
    }

    /// <summary>Whether libtorch says that it got no memory.</summary>
    internal static bool IsOutOfMemory(string libtorch) =>
        Array.Exists(s_signs, sign => libtorch.Contains(sign, StringComparison.OrdinalIgnoreCase));

    /// <summary>The sentence.</summary>
    internal static string MessageOf(string activity, string remedy, string libtorch)
    {
        string where = libtorch.Contains("CUDA", StringComparison.Ordinal) ? "on the GPU" : "in main memory";
        string more = Wanted().Match(libtorch) is { Success: true } wanted
            ? string.Create(
                CultureInfo.InvariantCulture,
                $": another {Bytes(wanted) / 1e9:0.###} GB were not to be had {where}")
            : "";
        return $"{activity} needs more memory than this process may use{more}. {remedy}";
    }

    private static double Bytes(Match wanted) =>
        double.Parse(wanted.Groups["size"].Value, CultureInfo.InvariantCulture) * s_units[wanted.Groups["unit"].Value];

    [GeneratedRegex(@"[Tt]ried to allocate (?<size>[\d.]+) ?(?<unit>bytes|[KMG]iB)")]
    private static partial Regex Wanted();
}
