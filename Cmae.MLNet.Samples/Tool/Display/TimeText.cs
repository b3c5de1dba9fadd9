using System.Globalization;

namespace Cmae.MLNet.Samples.Tool.Display;

/// <summary>Durations in words of the displays: hours (any number of them), minutes and seconds.</summary>
internal static class TimeText
{
    /// <summary>For example 0:04:59 or 51:00:00.</summary>
    public static string Of(TimeSpan duration) =>
        string.Create(CultureInfo.InvariantCulture, $"{(long)duration.TotalHours}:{duration:mm\\:ss}");
}
