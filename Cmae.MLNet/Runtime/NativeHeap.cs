using System.Runtime.InteropServices;

namespace Cmae.MLNet.Runtime;

/// <summary>
/// Makes the C library keep freed memory while libtorch trains or scores many images. By default, glibc returns the memory of every large tensor to
/// the system and requests it again at the next step, and the system clears each page each time: a tenth of a step's time.
/// </summary>
/// <remarks>
/// Affects the whole process between creation and disposal. glibc adapts its limits to the process only until somebody sets one; disposal
/// therefore sets the limits that glibc would have arrived at, not its initial ones. Does nothing if the process does not use glibc.
/// </remarks>
internal sealed partial class NativeHeap : IDisposable
{
    // Names and values of <malloc.h>
    private const int TrimThreshold = -1, TopPad = -2, MmapThreshold = -3, MmapMaximum = -4;
    private const int DefaultTopPad = 128 << 10, DefaultMmapMaximum = 65536;

    // The largest value that glibc's own adaptation reaches.
    private const int LargestMmapThreshold = 32 << 20;

    private static readonly Lock s_lock = new();
    private static int s_users;

    private bool _isDisposed;

    /// <summary>Keeps freed memory from now on.</summary>
    public NativeHeap()
    {
        lock (s_lock)
        {
            if (s_users++ == 0)
                Set(mmapMaximum: 0, trimThreshold: int.MaxValue, topPad: 64 << 20);
        }
    }

    /// <summary>Returns freed memory to the system, unless there is another user.</summary>
    public void Dispose()
    {
        lock (s_lock)
        {
            if (_isDisposed)
                return;
            _isDisposed = true;
            if (--s_users > 0)
                return;
            Set(DefaultMmapMaximum, trimThreshold: 2 * LargestMmapThreshold, DefaultTopPad);
            if (OperatingSystem.IsLinux())
                Try(() => malloc_trim(0));
        }
    }

    private static void Set(int mmapMaximum, int trimThreshold, int topPad)
    {
        if (!OperatingSystem.IsLinux())
            return;
        Try(() =>
        {
            _ = mallopt(MmapMaximum, mmapMaximum);
            _ = mallopt(MmapThreshold, LargestMmapThreshold);
            _ = mallopt(TrimThreshold, trimThreshold);
            _ = mallopt(TopPad, topPad);
        });
    }

    // Another C library, such as musl, does not have these functions and does not need them.
    private static void Try(Action call)
    {
        try
        {
            call();
        }
        catch (Exception e) when (e is DllNotFoundException or EntryPointNotFoundException)
        {
        }
    }

    [LibraryImport("libc.so.6")]
    private static partial int mallopt(int parameter, int value);

    [LibraryImport("libc.so.6")]
    private static partial int malloc_trim(nuint pad);
}
