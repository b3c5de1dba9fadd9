using System.Runtime.InteropServices;

namespace Cmae.MLNet.Files;

/// <summary>
/// Lets a write beyond the limit of file sizes (ulimit -f) fail as any other write: by default the system ends the process by a signal, with a
/// dump of its memory.
/// </summary>
internal static class FileSizeSignal
{
    // The same number on Linux and macOS; .NET takes the system's numbers for signals that it has no name for.
    private const PosixSignal FileSizeExceeded = (PosixSignal)25;

    // Kept as long as the process lives.
    private static readonly PosixSignalRegistration? s_registration = Register();

    /// <summary>From now on such writes fail with an error. Does nothing on systems that do not have the signal.</summary>
    public static void TurnIntoErrors() => GC.KeepAlive(s_registration);

    private static PosixSignalRegistration? Register() => OperatingSystem.IsLinux() || OperatingSystem.IsMacOS()
        ? PosixSignalRegistration.Create(FileSizeExceeded, signal => signal.Cancel = true)
        : null;
}
