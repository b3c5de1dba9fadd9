using System.Globalization;

namespace Cmae.MLNet.Runtime;

/// <summary>The text of durations in log lines: hours (not limited to 24), minutes and seconds.</summary>
internal static class DurationText
{
    /// <summary>For example 0:04:59 and 51:00:00.</summary>
    public static string Of(TimeSpan duration) =>
        string.Create(CultureInfo.InvariantCulture, $"{(long)duration.TotalHours}:{duration:mm\\:ss}");
}
