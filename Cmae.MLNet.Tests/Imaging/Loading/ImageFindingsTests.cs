using Cmae.MLNet.Imaging;
using Cmae.MLNet.Tests.Field;
using Microsoft.ML;

namespace Cmae.MLNet.Tests.Imaging;

/// <summary>What is said about images that are read, but not as their owner may think.</summary>
[TestClass]
public sealed class ImageFindingsTests
{
    private static readonly MLContext _ml = new(seed: 1);

    [TestMethod]
    public void ImagesThatPretrainingTurnsAreCounted()
    {
        string warning = Warnings(FieldImages.Files("orientation/webp-prefix"), "Path", new()).Single();
        string first = FieldImages.Files("orientation/webp-prefix")[1];
        StringAssert.StartsWith(warning, $"7 of 8 images (the first is {first}) are turned");
        StringAssert.Contains(warning, "This training turns them upright; scoring by path, LoadImages and a saved model");
    }

    [TestMethod]
    public void ImagesThatFineTuningLeavesAsTheyAreAreCounted()
    {
        var asScored = new ImageStoreOptions { Decoder = ImageDecoder.AsStored };
        string warning = Warnings(FieldImages.Files("orientation/jpg"), "Path", asScored).Single();
        StringAssert.StartsWith(warning, "7 of 8 images (the first is ");
        StringAssert.Contains(warning, "taken as they are stored, as scoring by path, LoadImages and a saved model take them");
    }

    [TestMethod]
    public void ImagesThatLoadImagesLeavesAsTheyAreAreCounted() =>
        StringAssert.StartsWith(Warnings(FieldImages.Files("orientation/webp"), "Image", new()).Single(), "7 of 8 images (the first is ");

    [TestMethod]
    public void BytesAreTurnedEverywhereSoNothingIsSaid() =>
        Assert.IsEmpty(Warnings(FieldImages.Files("orientation/jpg"), "Content", new()));

    [TestMethod]
    [DataRow("Path")]
    [DataRow("Image")]
    [DataRow("Content")]
    public void ImagesOfASixteenthOfTheRangeAreCounted(string column)
    {
        string[] files = Directory.GetFiles(Path.Combine(FieldImages.Root, "deep"), "*.png", SearchOption.AllDirectories);
        string warning = Warnings([.. files, FieldImages.Files("bad/ok")[0]], column, new() { MaxShortEdge = 8 }).Single();
        StringAssert.StartsWith(warning, "8 of 9 images (the first is ");
        StringAssert.Contains(warning, "16 bits a value but use only a sixteenth of the range");
        StringAssert.Contains(warning, "Multiply their values by 16 once");
    }

    [TestMethod]
    public void DarkImagesOfEightBitsAndBrightOnesOfSixteenAreNotMeant()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder["dark.png"], EncodedImages.Encode(8, 8, (_, _) => new(15, 15, 15)));
        File.WriteAllBytes(folder["black.png"], EncodedImages.Png(8, 8, 16, 0, new byte[128]));
        File.WriteAllBytes(folder["spot.png"], EncodedImages.Png(8, 8, 16, 0, [.. new byte[126], 255, 255]));
        Assert.IsEmpty(Warnings([folder["dark.png"], folder["black.png"], folder["spot.png"]], "Path", new() { MaxShortEdge = 2 }));
    }

    [TestMethod]
    public void ImagesThatLieMostlyOutsideTheSquareAreCounted()
    {
        using var folder = new TemporaryFolder();
        foreach ((string name, int width, int height) in ((string, int, int)[])[("a", 16, 8), ("b", 17, 8), ("c", 3, 500), ("d", 800, 4)])
            File.WriteAllBytes(folder[name], EncodedImages.Encode(width, height, (x, y) => new((byte)x, (byte)y, 1)));
        string[] files = [folder["a"], folder["b"], folder["c"], folder["d"]];
        string warning = Warnings(files, "Path", new()).Single();
        StringAssert.StartsWith(warning, $"3 of 4 images (the first is {files[1]}) are more than 2 times as long as wide");
        Assert.AreEqual(warning, Warnings(files, "Path", new() { Transform = new ScoringTransform(8, 8), MaxShortEdge = 8 }).Single());
    }

    private static List<string> Warnings(string[] files, string column, ImageStoreOptions options)
    {
        var warnings = new List<string>();
        IDataView data = _ml.Data.LoadFromEnumerable(files.Select(file => new Row { Path = file, Content = File.ReadAllBytes(file) }));
        data = _ml.Transforms.LoadImages("Image", null, "Path").Fit(data).Transform(data);
        ImageStore.Open(data, column, options with { Warn = warnings.Add }).Dispose();
        return warnings;
    }

    private sealed class Row
    {
        public string Path { get; set; } = "";

        public byte[] Content { get; set; } = [];
    }
}
