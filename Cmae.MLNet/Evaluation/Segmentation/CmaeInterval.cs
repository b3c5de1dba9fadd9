using System.Globalization;

namespace Cmae.MLNet;

/// <summary>A 95 % confidence interval of a share.</summary>
/// <remarks>Immutable and thread-safe.</remarks>
public sealed class CmaeInterval
{
    internal CmaeInterval(double lower, double upper) => (Lower, Upper) = (lower, upper);

    /// <summary>Lower end, from 0 to 1.</summary>
    public double Lower { get; }

    /// <summary>Upper end, from 0 to 1.</summary>
    public double Upper { get; }

    /// <summary>The interval in percent, such as "80.9 to 85.3 %".</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{100 * Lower:F1} to {100 * Upper:F1} %");
}
