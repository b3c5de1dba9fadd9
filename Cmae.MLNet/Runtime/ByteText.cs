namespace Cmae.MLNet.Runtime;

/// <summary>Numbers of bytes in words.</summary>
internal static class ByteText
{
    /// <summary>For example 0.41, without the unit.</summary>
    public static string Gigabytes(long bytes) => FormattableString.Invariant($"{bytes / 1e9:0.##}");
}
