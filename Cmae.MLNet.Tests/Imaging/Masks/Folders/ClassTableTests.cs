using Cmae.MLNet.Imaging;

namespace Cmae.MLNet.Tests.Imaging;

[TestClass]
public sealed class ClassTableTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [TestMethod]
    public void ValuesNamesColorsAndIgnoredPixelsAreRead()
    {
        SegmentationClasses classes = Read("value,name,color\r\n0,background,#000000\n255,nucleus,#ffffff\n7,(ignored),#9B9B9B\n");

        CollectionAssert.AreEqual(new[] { "background", "nucleus" }, classes.Names.ToArray());
        CollectionAssert.AreEqual(new[] { 0, 0xFFFFFF }, classes.Colors.ToArray());
        Assert.AreEqual((byte)1, classes.OfValue(255));
        Assert.AreEqual(ClassMask.Ignored, classes.OfValue(7));
        Assert.AreEqual(ClassMask.Ignored, classes.OfColor(0x9B9B9B));
        Assert.IsNull(classes.OfValue(1));
    }

    [TestMethod]
    public void NamesAloneHaveTheirPositionsAsValuesAndColorsOfTheirOwn()
    {
        SegmentationClasses classes = Read("name\nsky\nroad\ntree\n");

        Assert.AreEqual((byte)2, classes.OfValue(2));
        Assert.IsNull(classes.OfColor(classes.Colors[0]), "a color that was not given is for pictures, not for masks");
        Assert.HasCount(3, classes.Colors.Distinct());
    }

    [TestMethod]
    [DataRow(
        "value;name\n0;sky\n",
        "'…' has no column 'name': its first line should be value,name,color (separated by commas), but is 'value;name'.")]
    [DataRow("value,name\n0,sky\nx,road\n", "'…', line 3: 'x' is not a value of masks, which is a whole number from 0 to 65535.")]
    [DataRow(
        "value,name,color\n0,sky,blue\n",
        "'…', line 2: 'blue' is not a color. Write it as # and six hexadecimal digits, such as #3C1098.")]
    [DataRow("value,name\n0,\n", "'…', line 2: The name is empty. Name the class, or call it 'ignored'.")]
    [DataRow("value,name\n0,sky\n1,sky\n", "'…': Two classes are named 'sky'. Name each class once.")]
    [DataRow("value,name\n0,sky\n0,road\n", "'…': The value 0 of 'road' is another class's already. Give each class its own.")]
    [DataRow("value,name\n255,ignored\n", "'…': There are 0 classes; a segmentation has 1 to 255.")]
    public void ErrorsNameFileAndLine(string table, string message) => Assert.AreEqual(
        message.Replace("…", _folder["classes.csv"]), Assert.ThrowsExactly<InvalidDataException>(() => Read(table)).Message);

    [TestMethod]
    public void MoreThan255ClassesAreRefused() => StringAssert.Contains(
        Assert.ThrowsExactly<InvalidDataException>(
            () => Read("name\n" + string.Concat(Enumerable.Range(0, 256).Select(i => $"c{i}\n")))).Message,
        "There are 256 classes; a segmentation has 1 to 255.");

    private SegmentationClasses Read(string table)
    {
        File.WriteAllText(_folder["classes.csv"], table);
        return ClassTable.Read(_folder["classes.csv"]);
    }
}
