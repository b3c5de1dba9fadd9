using Cmae.MLNet.Imaging;

namespace Cmae.MLNet.Tests.Imaging;

/// <summary>The process's open files are looked at, so no other test may open one of these meanwhile.</summary>
[TestClass]
[DoNotParallelize]
public sealed class PixelFileTests
{
    [TestMethod]
    public void PixelsComeBackAsTheyWere()
    {
        using var file = new PixelFile();
        PixelImage[] images = [ContrastiveViewsTests.Noise(5, 3), ContrastiveViewsTests.Noise(7, 2)];
        ImageSource[] stored = [.. images.Select((image, i) => file.Add(image, $"image {i}"))];
        foreach ((PixelImage expected, ImageSource actual) in images.Zip(stored).Reverse())
            CollectionAssert.AreEqual(expected.Pixels, actual.Load(null).Pixels);
    }

    [TestMethod]
    [OSCondition(OperatingSystems.Linux)]
    public void AKilledProcessLeavesNoFile()
    {
        using var file = new PixelFile();
        string[] open = [.. Directory.GetFiles("/proc/self/fd")
            .Select(path => File.ResolveLinkTarget(path, returnFinalTarget: false)?.FullName ?? "")
            .Where(path => path.Contains("cmae-pixels-", StringComparison.Ordinal))];
        Assert.IsNotEmpty(open);
        Assert.IsTrue(open.All(path => path.EndsWith(" (deleted)", StringComparison.Ordinal)), string.Join(Environment.NewLine, open));
    }
}
