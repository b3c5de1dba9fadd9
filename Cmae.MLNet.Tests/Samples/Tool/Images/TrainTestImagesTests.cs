using Cmae.MLNet.Samples.Tool.Images;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Cmae.MLNet.Tests.Samples.Tool.Images;

[TestClass]
public sealed class TrainTestImagesTests
{
    private readonly MLContext _ml = new(seed: 1);

    private IDataView Load(DirectoryInfo folder, string? split) => _ml.Data.LoadImageFolder(folder.FullName, split);

    [TestMethod]
    public void WithoutSplitCsvAFifthOfEveryClassIsHeldOut()
    {
        using var folder = new TemporaryFolder();
        Touch(folder, "cat", 20);
        Touch(folder, "dog", 40);
        TrainTestImages images = TrainTestImages.Load(_ml, new DirectoryInfo(folder.Path), seed: 1, Load, _ => { });
        Assert.AreEqual("cat 16, dog 32", Counts(images.Train));
        Assert.AreEqual("cat 4, dog 8", Counts(images.Test));
        (IDataView train, IDataView selection) = images.ForChoices(_ml, seed: 1);
        Assert.AreEqual("cat 3, dog 6", Counts(selection));
        Assert.AreEqual("cat 13, dog 26", Counts(train));
        Assert.IsFalse(Paths(images.Train).Intersect(Paths(images.Test)).Any());
        CollectionAssert.AreEquivalent(Paths(images.Train), Paths(train).Concat(Paths(selection)).ToArray());
    }

    [TestMethod]
    public void TheSplitFollowsTheSeed()
    {
        using var folder = new TemporaryFolder();
        Touch(folder, "cat", 20);
        Touch(folder, "dog", 20);
        string[] Test(int seed) => Paths(TrainTestImages.Load(_ml, new DirectoryInfo(folder.Path), seed, Load, _ => { }).Test);
        CollectionAssert.AreEqual(Test(1), Test(1));
        CollectionAssert.AreNotEqual(Test(1), Test(2));
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("\"")]
    public void RowsOfSplitCsvAreKeptApart(string quote)
    {
        using var folder = new TemporaryFolder();
        Touch(folder, "all", 6);
        string table = "path,label,split\nall/0.jpg,a,train\nall/1.jpg,b,train\nall/2.jpg,a,val\nall/3.jpg,b,test\nall/4.jpg,b,test\n";
        File.WriteAllText(folder["split.csv"], table.Replace(",val", $",{quote}val{quote}"));
        TrainTestImages images = TrainTestImages.Load(_ml, new DirectoryInfo(folder.Path), seed: 1, Load, _ => { });
        Assert.AreEqual("a 1, b 1", Counts(images.Train));
        (IDataView train, IDataView selection) = images.ForChoices(_ml, seed: 1);
        Assert.AreEqual("a 1, b 1", Counts(train));
        Assert.AreEqual("a 1", Counts(selection));
        Assert.AreEqual("b 2", Counts(images.Test));
        StringAssert.Contains(images.Protocol, "val rows");
    }

    [TestMethod]
    public void TwoImagesOfAClassAreEnoughWhereNoChoiceIsMade()
    {
        using var folder = new TemporaryFolder();
        Touch(folder, "a", 9);
        Touch(folder, "b", 2);
        TrainTestImages images = TrainTestImages.Load(_ml, new DirectoryInfo(folder.Path), seed: 1, Load, _ => { });
        Assert.AreEqual("a 7, b 1", Counts(images.Train));
        StringAssert.Contains(
            Assert.ThrowsExactly<InvalidDataException>(() => images.ForChoices(_ml, seed: 1)).Message, "Class 'b' has one image only");
    }

    [TestMethod]
    public void AShareKeepsTheOnlyImageOfAClass()
    {
        using var folder = new TemporaryFolder();
        Touch(folder, "a", 8);
        Touch(folder, "b", 1);
        Assert.AreEqual("a 4, b 1", Counts(PerClassSplit.Keep(_ml, _ml.Data.LoadImageFolder(folder.Path), 0.5, seed: 1)));
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
        var error = Assert.ThrowsExactly<InvalidDataException>(
            () => TrainTestImages.Load(_ml, new DirectoryInfo(folder.Path), seed: 1, Load, _ => { }));
        StringAssert.Contains(error.Message, message);
    }

    [TestMethod]
    public void UnlabeledImagesAreTheTrainRowsOfSplitsAndAllOfOtherFolders()
    {
        using var folder = new TemporaryFolder();
        Touch(folder, "flat", 3);
        Touch(folder, "split", 3);
        File.WriteAllText(folder["split/split.csv"], "path,label,split\n0.jpg,a,train\n1.jpg,b,test\n");
        IDataView view = UnlabeledImages.Load(_ml, [new(folder["flat"]), new(folder["split"]), new(folder["flat"])], Load);
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
        string.Join(
            ", ", view.GetColumn<string>("Label").CountBy(label => label).OrderBy(pair => pair.Key, StringComparer.Ordinal)
                .Select(pair => $"{pair.Key} {pair.Value}"));
}
