namespace Cmae.MLNet.Samples.Tool.Unpacking;

/// <summary>
/// A folder in the binary format of CIFAR-10 (Krizhevsky, 2009): batches of images of 32 by 32 pixels without headers, and the names of the
/// classes.
/// </summary>
/// <param name="Classes">Names of the classes, in the order of the labels.</param>
/// <param name="Train">Training batches, in the order of their numbers.</param>
/// <param name="Test">The test batch.</param>
internal sealed record CifarFolder(IReadOnlyList<string> Classes, IReadOnlyList<CifarBatch> Train, CifarBatch Test)
{
    private const string ClassesFile = "batches.meta.txt", TrainPattern = "data_batch_*.bin", TestFile = "test_batch.bin";

    /// <summary>Reads and checks everything.</summary>
    /// <exception cref="FileNotFoundException">A file is missing.</exception>
    /// <exception cref="InvalidDataException">A batch is cut off, a label has no name, or a name cannot be that of a folder.</exception>
    public static CifarFolder Read(DirectoryInfo folder)
    {
        if (!folder.Exists)
            throw new DirectoryNotFoundException($"The folder '{folder.FullName}' does not exist.");
        string[] classes = ReadClasses(Existing(folder, ClassesFile, "which names the classes, one a line"));
        FileInfo[] batches =
            [.. folder.GetFiles(TrainPattern).OrderBy(file => file.Name.Length).ThenBy(file => file.Name, StringComparer.Ordinal)];
        if (batches.Length == 0)
            throw new FileNotFoundException($"'{folder.FullName}' has no {TrainPattern}, the training images.");
        FileInfo test = Existing(folder, TestFile, "the test images");
        return new(classes, [.. batches.Select(file => CifarBatch.Read(file, classes.Length))], CifarBatch.Read(test, classes.Length));
    }

    private static FileInfo Existing(DirectoryInfo folder, string name, string content) =>
        new FileInfo(Path.Combine(folder.FullName, name)) is { Exists: true } file
            ? file
            : throw new FileNotFoundException($"'{folder.FullName}' has no {name}, {content}.", name);

    private static string[] ReadClasses(FileInfo file)
    {
        string[] names = [.. File.ReadLines(file.FullName).Select(line => line.Trim()).Where(line => line.Length > 0)];
        if (Array.Find(names, name => name is "." or ".." || name.IndexOfAny(['/', '\\', .. Path.GetInvalidFileNameChars()]) >= 0)
            is { } unusable)
            throw new InvalidDataException($"'{file.FullName}' names a class '{unusable}', which cannot be the name of a folder.");
        if (names.Length < 2 || names.Distinct().Count() < names.Length)
            throw new InvalidDataException(
                $"'{file.FullName}' should name at least two different classes, one a line, but names "
                    + $"{string.Join(", ", names.Select(name => $"'{name}'"))}.");
        return names;
    }
}
