using Cmae.MLNet.Imaging;

namespace Cmae.MLNet.Tests.Imaging;

[TestClass]
public sealed class CocoFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [TestMethod]
    public void SmallRegionsLieOnLargeOnes()
    {
        // the small region comes first in the file
        string mask = Draw(
            """{"id": 1, "image_id": 5, "category_id": 9, "segmentation": [[2, 2, 5, 2, 5, 3, 2, 3]]},"""
            + """{"id": 2, "image_id": 5, "category_id": 3, "segmentation": [[1, 1, 6, 1, 6, 4, 1, 4]]}""");

        Assert.AreEqual("00000000 01111100 01222100 01111100 00000000 00000000", mask);
    }

    [TestMethod]
    public void RunLengthsAreReadAsNumbersAndAsText()
    {
        const string Expected = "00000000 01111100 01111100 01111100 00000000 00000000";

        Assert.AreEqual(Expected, Draw(Region("""{"size": [6, 8], "counts": "7330000000;"}""")));
        Assert.AreEqual(Expected, Draw(Region("""{"size": [6, 8], "counts": [7, 3, 3, 3, 3, 3, 3, 3, 3, 3, 14]}""")));
    }

    [TestMethod]
    public void SeveralPolygonsAreUnitedAndRunLengthsHaveHoles()
    {
        // COCO unites the rings of an annotation, so that one within another is no hole
        string rings = Draw(Region("[[1, 1, 6, 1, 6, 4, 1, 4], [2, 2, 5, 2, 5, 3, 2, 3], [7, 5, 8, 5, 8, 6, 7, 6]]"));
        string hole = Draw(Region("""{"size": [6, 8], "counts": [7, 3, 3, 1, 1, 1, 3, 1, 1, 1, 3, 1, 1, 1, 3, 3, 14]}"""));

        Assert.AreEqual("00000000 01111100 01111100 01111100 00000000 00000001", rings);
        Assert.AreEqual("00000000 01111100 01000100 01111100 00000000 00000000", hole);
    }

    [TestMethod]
    public void CategoriesThatNothingHasAreLeftOut()
    {
        Write(Region("[[1, 1, 6, 1, 6, 4, 1, 4]]"));

        CollectionAssert.AreEqual(new[] { "cell" }, CocoFile.Read(_folder["a.json"], null).UsedCategories.ToArray());
    }

    [TestMethod]
    public void ErrorsNameFileAnnotationAndImage()
    {
        string place = $"The mask '{_folder["a.json"]}', annotation 1 of 'in/x.jpg': ";

        Assert.AreEqual(
            place + "its 'size' is [8, 6] where the image's height and width are [6, 8].",
            Error(Region("""{"size": [8, 6], "counts": "S1"}""")));
        Assert.AreEqual(
            place + "its run lengths add up to 35 pixels, but 8x6 are 48.", Error(Region("""{"size": [6, 8], "counts": "S1"}""")));
        StringAssert.StartsWith(Error(Region("null")), place + "it has no 'segmentation'. Annotations with boxes alone are for detection");
        StringAssert.StartsWith(Error(Region("[1, 2, 3]")), place + "its 'segmentation' is neither a list of polygons nor run lengths.");
        StringAssert.StartsWith(
            Error("""{"id": 1, "image_id": 5, "category_id": 77, "segmentation": []}"""),
            place + "its category 77 is not in 'categories'.");
        StringAssert.Contains(
            Assert.ThrowsExactly<InvalidDataException>(() => Read("y.jpg")).Message, "has no image named 'y.jpg'.");
    }

    [TestMethod]
    public void OtherJsonIsRefused()
    {
        File.WriteAllText(_folder["a.json"], """{"shapes": []}""");

        StringAssert.Contains(
            Assert.ThrowsExactly<InvalidDataException>(() => Read("x.jpg")).Message,
            "is not a file of COCO's form: it needs 'images', 'annotations' and 'categories'.");
    }

    private static string Region(string segmentation) =>
        $$"""{"id": 1, "image_id": 5, "category_id": 3, "segmentation": {{segmentation}}}""";

    private void Write(string annotations) => File.WriteAllText(_folder["a.json"], $$"""
        {"images": [{"id": 5, "file_name": "in/x.jpg", "width": 8, "height": 6}],
         "categories": [{"id": 0, "name": "things"}, {"id": 9, "name": "dirt"}, {"id": 3, "name": "cell"}],
         "annotations": [{{annotations}}]}
        """);

    private ClassMask Read(string image) =>
        new MaskReader(new([new("background"), new("cell"), new("dirt")])).Read($"{_folder["a.json"]}#{image}");

    private string Draw(string annotations)
    {
        Write(annotations);
        return string.Join(' ', Read("in/x.jpg").Classes.Chunk(8).Select(row => string.Concat(row)));
    }

    private string Error(string annotations) => Assert.ThrowsExactly<InvalidDataException>(() => Draw(annotations)).Message;
}
