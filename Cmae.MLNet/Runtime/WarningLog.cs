using Microsoft.ML.Runtime;

namespace Cmae.MLNet.Runtime;

/// <summary>Warnings to the log of an MLContext from code that is not a training.</summary>
internal static class WarningLog
{
    /// <summary>
    /// Writes warnings with their source. Nothing is registered with the context for that, which would change the random numbers that follow.
    /// </summary>
    /// <param name="environment">The context, or a host of it.</param>
    /// <param name="source">What the log names as the origin; starts with "Cmae".</param>
    /// <param name="warnings">The texts; nothing is opened if there are none.</param>
    public static void Write(IHostEnvironment environment, string source, IReadOnlyCollection<string> warnings)
    {
        if (warnings.Count == 0)
            return;
        using IChannel channel = environment.Start(source);
        foreach (string warning in warnings)
            channel.Warning(MessageSensitivity.None, "{0}", warning);
    }
}
