using Cmae.MLNet.Samples.Images;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Cmae.MLNet.Tests.Samples.Images;

[TestClass]
public sealed class LabelledImagesTests
{
    private readonly MLContext _ml = new(seed: 1);

    [TestMethod]
    public void WithoutSplitCsvAFifthOfEveryClassIsHeldOut()
    {
        using var folder = new TemporaryFolder();
        Touch(folder, "cat", 20);
        Touch(folder, "dog", 40);
        LabelledImages images = LabelledImages.Load(_ml, new DirectoryInfo(folder.Path), seed: 1);
        Assert.AreEqual("cat 16, dog 32", Counts(images.Train));
        Assert.AreEqual("cat 4, dog 8", Counts(images.Test));
        Assert.AreEqual("cat 3, dog 6", Counts(images.Selection));
        Assert.AreEqual("cat 13, dog 26", Counts(images.TrialTrain));
        Assert.IsFalse(Paths(images.Train).Intersect(Paths(images.Test)).Any());
        CollectionAssert.AreEquivalent(Paths(images.Train), Paths(images.TrialTrain).Concat(Paths(images.Selection)).ToArray());
    }

    [TestMethod]
    public void TheSplitFollowsTheSeed()
    {
        using var folder = new TemporaryFolder();
        Touch(folder, "cat", 20);
        Touch(folder, "dog", 20);
        string[] Test(int seed) => Paths(LabelledImages.Load(_ml, new DirectoryInfo(folder.Path), seed).Test);
        CollectionAssert.AreEqual(Test(1), Test(1));
        CollectionAssert.AreNotEqual(Test(1), Test(2));
    }

    [TestMethod]
    public void RowsOfSplitCsvAreKeptApart()
    {
        using var folder = new TemporaryFolder();
        Touch(folder, "all", 6);
        File.WriteAllText(folder["split.csv"], "path,label,split\nall/0.jpg,a,train\nall/1.jpg,b,train\nall/2.jpg,a,val\nall/3.jpg,b,test\nall/4.jpg,b,test\n");
        LabelledImages images = LabelledImages.Load(_ml, new DirectoryInfo(folder.Path), seed: 1);
        Assert.AreEqual("a 1, b 1", Counts(images.Train));
        Assert.AreEqual("a 1, b 1", Counts(images.TrialTrain));
        Assert.AreEqual("a 1", Counts(images.Selection));
        Assert.AreEqual("b 2", Counts(images.Test));
        StringAssert.Contains(images.Protocol, "val rows");
    }

    [TestMethod]
    [DataRow("a:9", "at least two classes, but all images are of class 'a'")]
    [DataRow("a:9 b:1", "Class 'b' has one image only")]
    [DataRow(".:3 a:3", "has no label")]
    public void WhatCannotBeSplitIsExplained(string classes, string message)
    {
        using var folder = new TemporaryFolder();
        foreach (string[] pair in classes.Split(' ').Select(text => text.Split(':')))
            Touch(folder, pair[0], int.Parse(pair[1]));
        var error = Assert.ThrowsExactly<InvalidDataException>(() => LabelledImages.Load(_ml, new DirectoryInfo(folder.Path), seed: 1));
        StringAssert.Contains(error.Message, message);
    }

    [TestMethod]
    public void UnlabelledImagesAreTheTrainRowsOfSplitsAndAllOfOtherFolders()
    {
        using var folder = new TemporaryFolder();
        Touch(folder, "flat", 3);
        Touch(folder, "split", 3);
        File.WriteAllText(folder["split/split.csv"], "path,label,split\n0.jpg,a,train\n1.jpg,b,test\n");
        IDataView view = UnlabelledImages.Load(_ml, [new(folder["flat"]), new(folder["split"]), new(folder["flat"])]);
        CollectionAssert.AreEqual(
            new[] { "flat/0.jpg", "flat/1.jpg", "flat/2.jpg", "split/0.jpg" },
            Paths(view).Select(path => Path.GetRelativePath(folder.Path, path)).ToArray());
    }

    private static void Touch(TemporaryFolder folder, string name, int count)
    {
        Directory.CreateDirectory(folder[name]);
        for (int i = 0; i < count; i++)
            File.WriteAllBytes(Path.Combine(folder[name], $"{i}.jpg"), []);
    }

    private static string[] Paths(IDataView view) => [.. view.GetColumn<string>("ImagePath")];

    private static string Counts(IDataView view) =>
        string.Join(", ", view.GetColumn<string>("Label").CountBy(label => label).OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key} {pair.Value}"));
}
