using Cmae.MLNet.Samples.Tool.Drawing;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Cmae.MLNet.Tests.Samples.Tool.Drawing;

[TestClass]
public sealed class DrawnImageFolderTests
{
    [TestMethod]
    public void TheSameSeedDrawsTheSameBytes()
    {
        using var folder = new TemporaryFolder();
        DrawnImageFolder.Write(folder["a"], 24, 32, seed: 5);
        DrawnImageFolder.Write(folder["b"], 24, 32, seed: 5);
        CollectionAssert.AreEqual(Contents(folder["a"]), Contents(folder["b"]));
    }

    [TestMethod]
    public void EveryImageIsDifferent()
    {
        using var folder = new TemporaryFolder();
        DrawnImageFolder.Write(folder["a"], 40, 32, seed: 5);
        DrawnImageFolder.Write(folder["b"], 40, 32, seed: 6);
        string[] all = [.. Contents(folder["a"]), .. Contents(folder["b"])];
        Assert.AreEqual(all.Length, all.Distinct().Count());
    }

    [TestMethod]
    public void EveryClassHasItsFolderAndItsShare()
    {
        using var folder = new TemporaryFolder();
        DrawnImageFolder.Write(folder.Path, 24, 32, seed: 1);
        IDataView view = new MLContext().Data.LoadImageFolder(folder.Path);
        var counts = view.GetColumn<string>("Label").CountBy(label => label).ToDictionary();
        Assert.HasCount(Enum.GetValues<Shape>().Length, counts);
        Assert.IsTrue(counts.Values.All(count => count == 3));
    }

    private static string[] Contents(string folder) =>
        [.. Directory.EnumerateFiles(folder, "*.png", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .Select(file => Convert.ToBase64String(File.ReadAllBytes(file)))];
}
