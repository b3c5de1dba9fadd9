namespace Cmae.MLNet.Files;

/// <summary>The one place that turns the cause of a failed read or write into a sentence: which file, why, and what to do.</summary>
internal static class FileFailure
{
    // Numbers of Unix errors, which .NET hands on as they are, and of Windows, as HRESULTs.
    private const int NoMemory = 12, TooManyFilesInSystem = 23, TooManyFiles = 24, FileTooLarge = 27;
    private const int NoSpace = 28, ReadOnlySystem = 30, QuotaExceeded = 122;
    private const int WindowsTooManyFiles = unchecked((int)0x80070004), WindowsNoSpace = unchecked((int)0x80070070);

    /// <summary>Reads a file; failures of the machine, which the reader cannot know, name the file, the reason and the remedy.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="InsufficientMemoryException">The file does not fit in the memory that the process may have.</exception>
    public static T Reading<T>(string path, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (OutOfMemoryException exception)
        {
            long length = new FileInfo(path) is { Exists: true } file ? file.Length : 0;
            throw new InsufficientMemoryException(
                $"'{path}' ({length / 1e6:F1} MB) cannot be read: there is not enough memory. " +
                "About twice the file's size is needed, for an ML.NET model four times. " +
                "Close other programs, raise the limit of this process, or take a smaller encoder.", exception);
        }
        catch (Exception exception) when (exception is UnauthorizedAccessException || exception.GetType() == typeof(IOException))
        {
            throw new IOException($"'{path}' cannot be read: {Reason(exception)}", exception);
        }
    }

    /// <summary>The error of a file that could not be written.</summary>
    /// <param name="path">The file that was wanted.</param>
    /// <param name="exception">Why it could not be.</param>
    /// <param name="temporary">The name under which it was written; it is left out of the message.</param>
    public static IOException Writing(string path, Exception exception, string? temporary) => new(
        $"'{path}' cannot be written: " +
        $"{(temporary is null ? Reason(exception) : Reason(exception).Replace(temporary, path, StringComparison.Ordinal))} " +
        "A file that was there before is unchanged. " +
        "Choose an existing folder that may be written to and has enough free space.", exception);

    /// <summary>Whether an error says that an operation on a file failed.</summary>
    public static bool IsOfFile(Exception exception) =>
        exception is IOException or UnauthorizedAccessException || IsTooLarge(exception);

    /// <summary>Why an operation on a file failed, and what helps: one or two sentences.</summary>
    public static string Reason(Exception exception) => (exception, exception.HResult) switch
    {
        (OutOfMemoryException, _) or (IOException, NoMemory) => "there is not enough memory. " +
            "Close other programs, or raise the limit of this process.",
        (IOException, TooManyFiles or TooManyFilesInSystem or WindowsTooManyFiles) =>
            "this process has reached its limit of open files. Raise the limit (ulimit -n), or close files.",
        (IOException, NoSpace or WindowsNoSpace) => "the disk is full. Free some space, or choose another disk.",
        (IOException, QuotaExceeded) => "the quota on this disk is used up. Free some space, or choose another disk.",
        (IOException, FileTooLarge) or (ArgumentOutOfRangeException, _) =>
            "the file would be larger than is allowed. Raise the limit (ulimit -f), or choose another disk.",
        (IOException, ReadOnlySystem) => "the disk is mounted read-only. Choose another folder.",
        (DirectoryNotFoundException, _) => "its folder does not exist.",
        (UnauthorizedAccessException, _) => "access is denied. Check the permissions of the file and of its folder.",
        _ => exception.Message,
    };

    /// <summary>.NET reports a write beyond the limit of file sizes as an argument out of range.</summary>
    private static bool IsTooLarge(Exception exception) => exception is ArgumentOutOfRangeException { ParamName: "value" }
        && exception.StackTrace?.Contains("System.IO.RandomAccess", StringComparison.Ordinal) == true;
}
