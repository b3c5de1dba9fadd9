using System.Diagnostics;
using Cmae.MLNet.Imaging;
using Microsoft.ML;
using Microsoft.ML.Runtime;

namespace Cmae.MLNet.Tests.Imaging;

/// <summary>One image in two sets: under its own name, as a copy, and as a link.</summary>
[TestClass]
public sealed class SharedImagesTests
{
    private static readonly byte[] s_content = [.. Enumerable.Range(0, 20_000).Select(i => (byte)(i * i))];
    private readonly TemporaryFolder _folder = new();

    [TestCleanup]
    public void Delete() => _folder.Dispose();

    [TestMethod]
    public void CopiesAndLinksAreFound()
    {
        Write("train.jpg", s_content);
        Write("copy.jpg", s_content);
        File.CreateSymbolicLink(_folder["symbolic.jpg"], "train.jpg");
        string[] tests = ["copy.jpg", "symbolic.jpg", "train.jpg"];
        if (!OperatingSystem.IsWindows())
        {
            Process.Start("ln", [_folder["train.jpg"], _folder["hard.jpg"]]).WaitForExit();
            tests = ["copy.jpg", "hard.jpg", "symbolic.jpg", "train.jpg"];
        }
        CollectionAssert.AreEqual(
            tests.Select(test => (_folder["train.jpg"], _folder[test])).ToArray(), Find(["train.jpg"], [.. tests.Reverse()]));
    }

    [TestMethod]
    [DataRow(0)]
    [DataRow(10_000)]
    [DataRow(19_999)]
    public void OneByteMakesAnother(int position)
    {
        Write("train.jpg", s_content);
        byte[] changed = [.. s_content];
        changed[position]++;
        Write("test.jpg", changed);
        Assert.IsEmpty(Find(["train.jpg"], ["test.jpg"]));
    }

    [TestMethod]
    public void WhatIsNotAFileIsPassedOver()
    {
        Write("empty.jpg", []);
        Write("empty2.jpg", []);
        File.CreateSymbolicLink(_folder["zero.jpg"], "/dev/zero");
        File.CreateSymbolicLink(_folder["dangling.jpg"], "nowhere");
        string[] names = ["empty.jpg", "zero.jpg", "dangling.jpg", "missing.jpg"];
        Assert.IsEmpty(Find(names, [.. names, "empty2.jpg"]));
    }

    [TestMethod]
    public void TheTestRowsOfSplitCsvAreComparedWithTheTrainRows()
    {
        Write("a.jpg", s_content);
        Write("b.jpg", [1, 2, 3]);
        Write("c.jpg", s_content);
        Write("d.jpg", [1, 2, 4]);
        File.WriteAllText(_folder["split.csv"], "path,label,split\na.jpg,x,train\nb.jpg,y,train\nc.jpg,x,test\nd.jpg,y,val\n");
        string warning = Warnings(ml => ml.Data.LoadImageFolder(_folder.Path, "test")).Single();
        Assert.AreEqual(
            $"1 test image has the content of a train image (copies or links): '{_folder["c.jpg"]}' is '{_folder["a.jpg"]}'. " +
            "Figures that are measured on them are too good: remove the copies from one of the sets.", warning);
        Assert.AreEqual(warning, Warnings(ml => ml.Data.LoadImageFolder(_folder.Path)).Single());
        Assert.IsEmpty(Warnings(ml => ml.Data.LoadImageFolder(_folder.Path, "train")));
        Assert.IsEmpty(Warnings(ml => ml.Data.LoadImageFolder(_folder.Path, "val")));
    }

    [TestMethod]
    public void SetsOfTheUsersOwnAreComparedByPath()
    {
        Write("a.jpg", s_content);
        Write("b.jpg", s_content);
        var ml = new MLContext();
        IDataView first = ml.Data.LoadFromEnumerable([new Row { ImagePath = _folder["a.jpg"] }, new Row()]);
        IDataView second = ml.Data.LoadFromEnumerable([new Row { ImagePath = _folder["b.jpg"] }]);
        CmaeSharedImage pair = ml.Data.FindSharedImages(first, second).Single();
        Assert.AreEqual((_folder["a.jpg"], _folder["b.jpg"]), (pair.FirstPath, pair.SecondPath));
        Assert.IsEmpty(ml.Data.FindSharedImages(ml.Data.LoadFromEnumerable([new Row()]), second));
        StringAssert.StartsWith(
            Assert.ThrowsExactly<ArgumentException>(() => ml.Data.FindSharedImages(first, second, "Size")).Message,
            "The column 'Size' is not an image column");
        StringAssert.StartsWith(
            Assert.ThrowsExactly<ArgumentException>(() => ml.Data.FindSharedImages(first, second, "Content")).Message,
            "The column 'Content' has the type");
    }

    private (string, string)[] Find(string[] first, string[] second) =>
        [.. SharedImages.Find(first.Select(name => _folder[name]), second.Select(name => _folder[name]))
            .Select(pair => (pair.FirstPath, pair.SecondPath))];

    private void Write(string name, byte[] content) => File.WriteAllBytes(_folder[name], content);

    private static List<string> Warnings(Action<MLContext> load)
    {
        var ml = new MLContext();
        var warnings = new List<string>();
        ml.Log += (_, entry) =>
        {
            if (entry.Kind == ChannelMessageKind.Warning)
                warnings.Add(entry.RawMessage);
        };
        load(ml);
        return warnings;
    }

    private sealed class Row
    {
        public string? ImagePath { get; set; }

        public float Size { get; set; }

        public byte[] Content { get; set; } = [];
    }
}
