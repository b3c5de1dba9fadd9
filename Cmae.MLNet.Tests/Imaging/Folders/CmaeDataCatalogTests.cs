using Microsoft.ML;
using Microsoft.ML.Data;

namespace Cmae.MLNet.Tests.Imaging;

[TestClass]
public sealed class CmaeDataCatalogTests
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("cmae-folder-");
    private readonly MLContext _ml = new(seed: 1);

    [TestCleanup]
    public void Delete() => _folder.Delete(recursive: true);

    [TestMethod]
    public void SubFoldersNameTheClassesInOrdinalOrder()
    {
        Touch("dog/b.JPG", "dog/a.png", "Cat/z.jpeg", "cat/young/k.webp", "notes.txt", "dog/readme.md", "loose.bmp");
        Assert.AreEqual("Cat/z.jpeg=Cat cat/young/k.webp=cat dog/a.png=dog dog/b.JPG=dog loose.bmp=", Listing());
    }

    [TestMethod]
    public void HiddenFilesAreNoImages()
    {
        Touch("cat/._a.jpg", ".thumbnails/a.jpg", "cat/a.jpg");
        Assert.AreEqual("cat/a.jpg=cat", Listing());
    }

    [TestMethod]
    public void AFlatFolderHasNoLabels()
    {
        Touch("2.jpg", "10.jpg");
        Assert.AreEqual("10.jpg= 2.jpg=", Listing());
    }

    [TestMethod]
    public void PathsAreFullSoThatAnyImageFolderOfLoadImagesWillDo()
    {
        Touch("a.jpg");
        string path = _ml.Data.LoadImageFolder(_folder.FullName).GetColumn<string>("ImagePath").Single();
        Assert.AreEqual(Path.Combine(_folder.FullName, "a.jpg"), path);
    }

    [TestMethod]
    public void SplitCsvDecidesWhichImagesAndLabels()
    {
        Touch("x/1.jpg", "x/2.jpg", "x/3.jpg", "x/not-listed.jpg");
        WriteSplit("width,path,split,label\n8,x/2.jpg,train,pear\n8,x/1.jpg,train,apple\n8,x/3.jpg,test,pear\n");
        Assert.AreEqual("x/1.jpg=apple x/2.jpg=pear", Listing("train"));
        Assert.AreEqual("x/3.jpg=pear", Listing("test"));
        Assert.AreEqual("x/1.jpg=apple x/2.jpg=pear x/3.jpg=pear", Listing());
    }

    [TestMethod]
    public void SplitsAreListedInTheirUsualOrder()
    {
        WriteSplit("path,label,split\n1.jpg,a,test\n2.jpg,a,train\n3.jpg,b,test\n");
        CollectionAssert.AreEqual((string[])["train", "test"], _ml.Data.ListImageFolderSplits(_folder.FullName).ToArray());
    }

    [TestMethod]
    public void AFolderWithoutSplitCsvHasNoSplits()
    {
        Touch("cat/a.jpg");
        Assert.IsEmpty(_ml.Data.ListImageFolderSplits(_folder.FullName));
        Assert.ThrowsExactly<DirectoryNotFoundException>(() => _ml.Data.ListImageFolderSplits(Path.Combine(_folder.FullName, "none")));
    }

    [TestMethod]
    public void SplitCsvMayBeQuotedAndEndLinesAsWindowsDoes()
    {
        Touch("a, b.jpg", "c\"d.jpg");
        WriteSplit("path,label,split\r\n\"a, b.jpg\",\"red, \"\"big\"\"\",train\r\n\"c\"\"d.jpg\",blue,train");
        Assert.AreEqual("a, b.jpg=red, \"big\" c\"d.jpg=blue", Listing("train"));
    }

    [TestMethod]
    public void AMissingFolderIsNamed()
    {
        string missing = Path.Combine(_folder.FullName, "nowhere");
        var error = Assert.ThrowsExactly<DirectoryNotFoundException>(() => _ml.Data.LoadImageFolder(missing));
        Assert.AreEqual($"The image folder '{missing}' does not exist.", error.Message);
    }

    [TestMethod]
    public void AFolderWithoutImagesSaysWhatCountsAsOne()
    {
        Touch("notes.txt");
        var error = Assert.ThrowsExactly<InvalidDataException>(() => _ml.Data.LoadImageFolder(_folder.FullName));
        Assert.AreEqual(
            $"The image folder '{_folder.FullName}' and its sub-folders contain no images " +
            "(apng, bmp, dib, gif, jfif, jif, jpe, jpeg, jpg, pjp, pjpeg, png, webp). " +
            $"1 file in '{_folder.FullName}' with other extensions is left out: 1 .txt. Convert images among them, for example to .png.",
            error.Message);
    }

    [TestMethod]
    public void ASplitWithoutSplitCsvIsRefused()
    {
        Touch("a.jpg");
        var error = Assert.ThrowsExactly<FileNotFoundException>(() => _ml.Data.LoadImageFolder(_folder.FullName, "train"));
        StringAssert.Contains(error.Message, "no split.csv");
    }

    [TestMethod]
    public void AListedImageThatIsMissingIsNamedWithItsLine()
    {
        Touch("a.jpg");
        WriteSplit("path,label,split\na.jpg,x,train\ngone.jpg,x,train\n");
        var error = Assert.ThrowsExactly<FileNotFoundException>(() => _ml.Data.LoadImageFolder(_folder.FullName, "train"));
        StringAssert.Contains(error.Message, "line 3: the image 'gone.jpg' does not exist");
        Assert.AreEqual(Path.Combine(_folder.FullName, "gone.jpg"), error.FileName);
    }

    [TestMethod]
    [DataRow("", "is empty; its first line should be path,label,split")]
    [DataRow("path,split\na.jpg,train\n", "has no column 'label'")]
    [DataRow("path,label,split\na.jpg,x\n", "line 2: 2 values where the header has 3 columns")]
    [DataRow("path,label,split\na.jpg,x,tets\n", "line 2: 'tets' is not a split; use one of train, val, test")]
    [DataRow("path,label,split\na.jpg,x,train\na.jpg,x,test\n", "line 3: 'a.jpg' is already in line 2")]
    [DataRow("path,label,split\na.jpg,x,test\n", "has no train rows")]
    public void AMalformedSplitCsvIsExplained(string csv, string message)
    {
        Touch("a.jpg");
        WriteSplit(csv);
        var error = Assert.ThrowsExactly<InvalidDataException>(() => _ml.Data.LoadImageFolder(_folder.FullName, "train"));
        StringAssert.Contains(error.Message, message);
    }

    [TestMethod]
    public void AnUnknownSplitIsRefused()
    {
        Touch("a.jpg");
        WriteSplit("path,label,split\na.jpg,x,train\n");
        var error = Assert.ThrowsExactly<ArgumentException>(() => _ml.Data.LoadImageFolder(_folder.FullName, "validation"));
        StringAssert.Contains(error.Message, "'validation' is not a split; use one of train, val, test");
    }

    private string Listing(string? split = null)
    {
        IDataView view = _ml.Data.LoadImageFolder(_folder.FullName, split);
        return string.Join(' ', view.GetColumn<string>("ImagePath").Zip(view.GetColumn<string>("Label"),
            (path, label) => $"{Path.GetRelativePath(_folder.FullName, path)}={label}"));
    }

    private void Touch(params string[] files)
    {
        foreach (string file in files)
        {
            string path = Path.Combine(_folder.FullName, file);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllBytes(path, []);
        }
    }

    private void WriteSplit(string csv) => File.WriteAllText(Path.Combine(_folder.FullName, "split.csv"), csv);
}
