namespace Cmae.MLNet.Tests.Checkpoints;

/// <summary>A folder of its own for one test's files.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("cmae-checkpoints-");

    public string this[string name] => Path.Combine(_directory.FullName, name);

    public string[] Names => [.. _directory.EnumerateFiles().Select(file => file.Name).Order(StringComparer.Ordinal)];

    public void Dispose() => _directory.Delete(recursive: true);
}
