using Cmae.MLNet.Imaging;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Cmae.MLNet.Tests.Imaging;

[TestClass]
public sealed class SegmentationFolderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly MLContext _ml = new(seed: 1);
    private readonly List<string> _warnings = [];

    public SegmentationFolderTests()
    {
        _ml.Log += (_, entry) =>
        {
            if (entry.Kind == ChannelMessageKind.Warning)
                _warnings.Add(entry.RawMessage);
        };
        Directory.CreateDirectory(_folder["images"]);
        Directory.CreateDirectory(_folder["masks"]);
        foreach (string name in (string[])["a", "b", "c"])
        {
            File.WriteAllBytes(_folder[$"images/{name}.jpg"], [1]);
            File.WriteAllBytes(_folder[$"masks/{name}.png"], PngWriter.Gray(2, 1, 0, 255));
        }
    }

    public void Dispose() => _folder.Dispose();

    [TestMethod]
    public void RowsOfASplitComeWithClasses()
    {
        Write(
            "split.csv",
            "path,mask,split,width\nimages/b.jpg,masks/b.png,train,2\nimages/a.jpg,masks/a.png,train,2\nimages/c.jpg,masks/c.png,test,2\n");
        Write("classes.csv", "value,name,color\n0,background,#000000\n255,nucleus,#FFFFFF\n");

        IDataView train = _ml.Data.LoadSegmentationFolder(_folder.Path, "train");

        CollectionAssert.AreEqual(new[] { _folder["images/a.jpg"], _folder["images/b.jpg"] }, Column(train, "ImagePath"));
        CollectionAssert.AreEqual(new[] { _folder["masks/a.png"], _folder["masks/b.png"] }, Column(train, "MaskPath"));
        var column = MaskColumn.Of(train.Schema, "MaskPath");
        CollectionAssert.AreEqual(new[] { "background", "nucleus" }, column.Classes!.Names.ToArray());
        Assert.AreEqual((byte)1, column.Classes.OfValue(255));
        Assert.IsEmpty(_warnings);
        CollectionAssert.AreEqual(new[] { "train", "test" }, _ml.Data.ListImageFolderSplits(_folder.Path).ToArray());
        Assert.HasCount(3, Column(_ml.Data.LoadImageFolder(_folder.Path), "ImagePath"), "the images are a folder of images too");
    }

    [TestMethod]
    public void ImagesAndMasksOfTheSameNamesArePairs()
    {
        File.Delete(_folder["masks/b.png"]);

        IDataView all = _ml.Data.LoadSegmentationFolder(_folder.Path);

        CollectionAssert.AreEqual(new[] { _folder["masks/a.png"], _folder["masks/c.png"] }, Column(all, "MaskPath"));
        Assert.AreEqual($"1 of 3 images in '{_folder["images"]}' have no mask and are left out: 'b.jpg'.", _warnings[0]);
    }

    [TestMethod]
    public void MasksOf0And255HaveTwoClasses()
    {
        var column = MaskColumn.Of(_ml.Data.LoadSegmentationFolder(_folder.Path).Schema, "MaskPath");

        CollectionAssert.AreEqual(new[] { "background", "foreground" }, column.Classes!.Names.ToArray());
        StringAssert.Contains(_warnings.Single(), "the masks have the values 0 and 255 alone: these are taken for two classes");
    }

    [TestMethod]
    public void ValuesOfAllMasksAreClassesWithoutATable()
    {
        File.WriteAllBytes(_folder["masks/a.png"], PngWriter.Gray(2, 1, 4, 255));

        var column = MaskColumn.Of(_ml.Data.LoadSegmentationFolder(_folder.Path).Schema, "MaskPath");

        CollectionAssert.AreEqual(new[] { "0", "4" }, column.Classes!.Names.ToArray());
        StringAssert.Contains(
            _warnings.Single(), "the classes are the 2 values of the masks, 0, 4, named by their numbers; 255 is ignored.");
    }

    [TestMethod]
    public void LabelsOfAnnotationsAreClassesWithoutATable()
    {
        foreach (string name in (string[])["a", "b", "c"])
        {
            File.Delete(_folder[$"masks/{name}.png"]);
            Write($"masks/{name}.json", $$"""
                {"imageHeight": 4, "imageWidth": 4, "shapes": [{"label": "{{name}}{{name}}", "points": [[0, 0], [4, 0], [4, 4]]}]}
                """);
        }

        var column = MaskColumn.Of(_ml.Data.LoadSegmentationFolder(_folder.Path).Schema, "MaskPath");

        CollectionAssert.AreEqual(new[] { "background", "aa", "bb", "cc" }, column.Classes!.Names.ToArray());
    }

    [TestMethod]
    public void MasksInColorNeedATable()
    {
        File.WriteAllBytes(_folder["masks/a.png"], PngWriter.Write(2, 1, 8, PngColor.Rgb, [255, 0, 0, 0, 0, 255]));

        string message = Assert.ThrowsExactly<InvalidDataException>(() => _ml.Data.LoadSegmentationFolder(_folder.Path)).Message;

        StringAssert.Contains(
            message, $"'{_folder["classes.csv"]}' has to say which color is which class. Its colors are #FF0000, #0000FF:");
    }

    [TestMethod]
    public void ErrorsNameFileAndLine()
    {
        Write("split.csv", "path,mask,split\nimages/a.jpg,masks/z.png,train\n");
        StringAssert.StartsWith(
            Assert.ThrowsExactly<FileNotFoundException>(() => _ml.Data.LoadSegmentationFolder(_folder.Path)).Message,
            $"'{_folder["split.csv"]}', line 2: the mask 'masks/z.png' does not exist");

        Write("split.csv", "path,mask,split\nimages/a.jpg,,train\n");
        StringAssert.Contains(
            Assert.ThrowsExactly<InvalidDataException>(() => _ml.Data.LoadSegmentationFolder(_folder.Path)).Message,
            "line 2: 'images/a.jpg' has no mask.");

        File.Delete(_folder["split.csv"]);
        StringAssert.Contains(
            Assert.ThrowsExactly<FileNotFoundException>(() => _ml.Data.LoadSegmentationFolder(_folder.Path, "train")).Message,
            "has no split.csv. Add the file, with the columns path,mask,split, or load all images without a split.");
        Assert.ThrowsExactly<ArgumentException>(() => _ml.Data.LoadSegmentationFolder(_folder.Path, "tests"));
        Assert.ThrowsExactly<DirectoryNotFoundException>(() => _ml.Data.LoadSegmentationFolder(_folder["missing"]));
    }

    [TestMethod]
    public void CocoFileListsImagesWithItsCategories()
    {
        Write("coco.json", """
            {"images": [{"id": 1, "file_name": "C:\\photos\\b.jpg", "width": 8, "height": 6},
                        {"id": 2, "file_name": "a.jpg", "width": 8, "height": 6}],
             "categories": [{"id": 3, "name": "cell"}],
             "annotations": [{"id": 1, "image_id": 2, "category_id": 3, "segmentation": [[1, 1, 6, 1, 6, 4, 1, 4]]}]}
            """);

        IDataView data = _ml.Data.LoadCocoSegmentation(_folder["coco.json"], _folder["images"]);

        var column = MaskColumn.Of(data.Schema, "MaskPath");
        CollectionAssert.AreEqual(new[] { _folder["images/b.jpg"], _folder["images/a.jpg"] }, Column(data, "ImagePath"));
        CollectionAssert.AreEqual(new[] { "background", "cell" }, column.Classes!.Names.ToArray());
        var reader = new MaskReader(column.Classes);
        int[] covered = [.. Column(data, "MaskPath").Select(path => reader.Read(path).Classes.Count(index => index == 1))];
        CollectionAssert.AreEqual(new[] { 0, 15 }, covered);
    }

    private static string[] Column(IDataView data, string name) => [.. data.GetColumn<string>(name)];

    private void Write(string name, string text) => File.WriteAllText(_folder[name], text);
}
