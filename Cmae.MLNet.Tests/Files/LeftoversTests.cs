using Cmae.MLNet.Files;

namespace Cmae.MLNet.Tests.Files;

/// <summary>What processes leave that are killed while they write.</summary>
[TestClass]
public sealed class LeftoversTests
{
    private readonly TemporaryFolder _folder = new();

    [TestCleanup]
    public void Delete() => _folder.Dispose();

    [TestMethod]
    public void WritingAFileDeletesWhatWasLeftOfItAndNothingElse()
    {
        string guid = $"{Guid.NewGuid():N}";
        string[] others =
        [
            $"a.bin.{guid}.tmp.bak", $"a.bin.{guid[1..]}.tmp", "a.bin.notes.tmp", $"b.bin.{guid}.tmp", $"aXbin.{guid}.tmp", "a.bin.tmp",
        ];
        foreach (string name in (string[])[$"a.bin.{guid}.tmp", .. others])
            Leave(name, Leftovers.Age * 2);
        AtomicFile.Write(_folder["a.bin"], stream => stream.WriteByte(1));
        CollectionAssert.AreEquivalent((string[])["a.bin", .. others], _folder.Names);
    }

    [TestMethod]
    public void WhatIsYoungMayBeSomebodysWork()
    {
        Leave($"a.bin.{Guid.NewGuid():N}.tmp", Leftovers.Age / 2);
        AtomicFile.Write(_folder["a.bin"], stream => stream.WriteByte(1));
        Assert.HasCount(2, _folder.Names);
    }

    [TestMethod]
    public void WhatSomebodyStillWritesStays()
    {
        string name = $"a.bin.{Guid.NewGuid():N}.tmp";
        Leave(name, Leftovers.Age * 2);
        using (new FileStream(_folder[name], FileMode.Open, FileAccess.ReadWrite, FileShare.None))
            Delete("*.tmp");
        Assert.HasCount(1, _folder.Names);
        Delete("*.tmp");
        Assert.IsEmpty(_folder.Names);
    }

    [TestMethod]
    public void NamesWithWildcardsStandForThemselves()
    {
        string other = $"axb.{Guid.NewGuid():N}.tmp";
        Leave(other, Leftovers.Age * 2);
        if (OperatingSystem.IsWindows())
            return;
        AtomicFile.Write(_folder["a*b"], stream => stream.WriteByte(1));
        CollectionAssert.Contains(_folder.Names, other);
    }

    [TestMethod]
    public void AFolderThatIsNotThereHasNone() => Leftovers.Delete(_folder["nowhere"], "*", _ => true);

    private static void Age(string path, TimeSpan age) => File.SetLastWriteTimeUtc(path, DateTime.UtcNow - age);

    private void Leave(string name, TimeSpan age)
    {
        File.WriteAllText(_folder[name], "half");
        Age(_folder[name], age);
    }

    private void Delete(string pattern) => Leftovers.Delete(_folder.Path, pattern, _ => true);
}
