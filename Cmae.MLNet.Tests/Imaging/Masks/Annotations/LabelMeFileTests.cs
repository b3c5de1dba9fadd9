using Cmae.MLNet.Imaging;

namespace Cmae.MLNet.Tests.Imaging;

[TestClass]
public sealed class LabelMeFileTests : IDisposable
{
    private static readonly SegmentationClasses s_classes = new([new("background"), new("cell"), new("dirt")]);
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [TestMethod]
    public void PolygonsRectanglesAndCirclesAreDrawnLaterOnesOnTop()
    {
        ClassMask mask = Read("""
            {"imageHeight": 6, "imageWidth": 8, "imageData": null, "shapes": [
              {"label": "cell", "points": [[1, 1], [6, 1], [6, 4], [1, 4]], "shape_type": "polygon"},
              {"label": "dirt", "points": [[5, 3], [2, 2]], "shape_type": "rectangle"}]}
            """);

        Assert.AreEqual((8, 6), (mask.Width, mask.Height));
        Assert.AreEqual(
            "00000000 01111100 01222100 01111100 00000000 00000000",
            string.Join(' ', mask.Classes.Chunk(8).Select(row => string.Concat(row))));
    }

    [TestMethod]
    public void CircleCoversItsArea()
    {
        ClassMask mask = Read("""
            {"imageHeight": 100, "imageWidth": 100, "shapes": [
              {"label": "cell", "points": [[50, 50], [50, 20]], "shape_type": "circle"}]}
            """);

        Assert.AreEqual(Math.PI * 30 * 30, mask.Classes.Count(index => index == 1), 30);
        Assert.AreEqual(1, mask.Classes[(50 * 100) + 50]);
    }

    [TestMethod]
    public void PixelsWithoutAShapeAreIgnoredIfNoClassIsTheBackground()
    {
        const string Shapes = """{"imageHeight": 1, "imageWidth": 2, "shapes": []}""";
        File.WriteAllText(_folder["a.json"], Shapes);

        ClassMask mask = new MaskReader(new([new("cell")])).Read(_folder["a.json"]);

        Assert.IsTrue(mask.IsAllIgnored);
    }

    [TestMethod]
    public void ErrorsNameFileAndShape()
    {
        string Shape(string label, string type, string points) =>
            $$"""{"imageHeight": 9, "imageWidth": 9, "shapes": [{"label": "{{label}}", "points": {{points}}, "shape_type": "{{type}}"}]}""";

        StringAssert.StartsWith(
            Error(Shape("sell", "polygon", "[[1, 1], [6, 1], [6, 4]]")),
            $"The mask '{_folder["a.json"]}', shape 1 ('sell'): the label 'sell' is not a class; " +
            "the classes are 'background', 'cell', 'dirt'.");
        StringAssert.Contains(
            Error(Shape("cell", "line", "[[1, 1], [6, 1]]")), "shape 1 ('cell'): a shape of the type 'line' with 2 points has no area");
        StringAssert.Contains(Error(Shape("cell", "polygon", "[[1, 1], [6, 1]]")), "a polygon has 4 numbers where at least three pairs");
        StringAssert.Contains(Error(Shape("cell", "polygon", "[[1, 1], [6, 1], [600, 2]]")), "a corner at 600, far outside of 9x9.");
    }

    [TestMethod]
    public void OtherFilesAreRefused()
    {
        StringAssert.Contains(Error("""{"images": [], "annotations": [], "categories": []}"""), "mlContext.Data.LoadCocoSegmentation");
        StringAssert.Contains(Error("""{"version": 1}"""), "is not a file of LabelMe: it has no 'shapes' and a size of 0x0");
        StringAssert.Contains(
            Error("{\n\"shapes\": oops}"), $"The mask '{_folder["a.json"]}', line 2: it is not the JSON of an annotation tool");
        StringAssert.Contains(Error(""), "is empty");
        Assert.ThrowsExactly<FileNotFoundException>(() => new MaskReader(s_classes).Read(_folder["missing.json"]));
    }

    private ClassMask Read(string json)
    {
        File.WriteAllText(_folder["a.json"], json);
        return new MaskReader(s_classes).Read(_folder["a.json"]);
    }

    private string Error(string json) => Assert.ThrowsExactly<InvalidDataException>(() => Read(json)).Message;
}
