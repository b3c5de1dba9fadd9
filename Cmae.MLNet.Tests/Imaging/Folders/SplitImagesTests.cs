using System.Text;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Cmae.MLNet.Tests.Imaging;

/// <summary>split.csv as people's programs write it: 24 images, 8 a class, of which 0 and 4 are for the test.</summary>
[TestClass]
public sealed class SplitImagesTests
{
    private static readonly string[] s_classes = ["bars", "box", "disc"];
    private readonly TemporaryFolder _folder = new();
    private readonly MLContext _ml = new(seed: 1);
    private readonly List<string> _warnings = [];

    public SplitImagesTests()
    {
        _ml.Log += (_, entry) =>
        {
            if (entry.Kind == ChannelMessageKind.Warning)
                _warnings.Add(entry.RawMessage);
        };
        foreach (string label in s_classes)
        {
            Directory.CreateDirectory(_folder[label]);
            for (int i = 0; i < 8; i++)
                File.WriteAllBytes(_folder[$"{label}/{i}.jpg"], [(byte)label[^1], (byte)i]);
        }
    }

    private static string Plain => "path,label,split\n" + string.Concat(
        from label in s_classes
        from i in Enumerable.Range(0, 8)
        select $"{label}/{i}.jpg,{label},{(i % 4 == 0 ? "test" : "train")}\n");

    [TestCleanup]
    public void Delete() => _folder.Dispose();

    [TestMethod]
    public void APlainTableIsRead() => AssertRead(Encoding.ASCII.GetBytes(Plain));

    [TestMethod]
    public void ATableFromExcelIsRead() =>
        AssertRead([.. Encoding.UTF8.GetPreamble(), .. Encoding.UTF8.GetBytes(Plain.Replace("\n", "\r\n", StringComparison.Ordinal))]);

    [TestMethod]
    public void Utf16WithAMarkIsRead()
    {
        AssertRead([.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes(Plain)]);
        AssertRead([.. Encoding.BigEndianUnicode.GetPreamble(), .. Encoding.BigEndianUnicode.GetBytes(Plain)]);
    }

    [TestMethod]
    public void BackslashesFromWindowsAreRead()
    {
        AssertRead(Encoding.ASCII.GetBytes(Plain.Replace('/', '\\')));
        Assert.AreEqual(_folder["bars/0.jpg"], Load(null).GetColumn<string>("ImagePath").First());
    }

    [TestMethod]
    [OSCondition(OperatingSystems.Linux | OperatingSystems.OSX)]
    public void ABackslashThatIsPartOfANameStaysOne()
    {
        File.WriteAllBytes(_folder["bars\\0.jpg"], [1]);
        Write("path,label,split\nbars\\0.jpg,bars,train\nbars/0.jpg,bars,test\n");
        CollectionAssert.AreEquivalent(
            new[] { _folder["bars\\0.jpg"], _folder["bars/0.jpg"] },
            _ml.Data.LoadImageFolder(_folder.Path).GetColumn<string>("ImagePath").ToArray());
    }

    [TestMethod]
    [OSCondition(OperatingSystems.Linux | OperatingSystems.OSX)]
    public void AMissingImageWithBackslashesSaysThatTheyAreTheCause()
    {
        Write("path,label,split\nC:\\photos\\0.jpg,bars,train\n");
        var error = Assert.ThrowsExactly<FileNotFoundException>(() => _ml.Data.LoadImageFolder(_folder.Path));
        StringAssert.Contains(error.Message, "line 2: the image 'C:\\photos\\0.jpg' does not exist");
        StringAssert.Contains(error.Message, "Its backslashes are a part of the name on this system");
    }

    [TestMethod]
    [DataRow(";", "its values are separated by semicolons; separate them by commas")]
    [DataRow("\t", "its values are separated by tabs; separate them by commas")]
    public void AnotherSeparatorIsNamed(string separator, string reason) =>
        AssertError(Plain.Replace(",", separator, StringComparison.Ordinal), reason);

    [TestMethod]
    public void LineEndsOfAnOldMacAreNamed() => AssertError(Plain.Replace('\n', '\r'), "its lines end in CR alone");

    [TestMethod]
    public void Utf16WithoutAMarkIsNamed()
    {
        File.WriteAllBytes(_folder["split.csv"], Encoding.Unicode.GetBytes(Plain));
        AssertError("it is not UTF-8 (UTF-16 without a byte order mark?)");
    }

    [TestMethod]
    public void TheWholeFileIsNeverShown() => AssertError(new string('x', 100_000), "but is 'xxxx");

    [TestMethod]
    [DataRow("./disc/1.jpg,disc,test", "line 26: './disc/1.jpg' (test) is the same image as 'disc/1.jpg' (train) in line 19")]
    [DataRow("box/../disc/1.jpg,disc,val", "line 26: 'box/../disc/1.jpg' (val) is the same image as 'disc/1.jpg' (train) in line 19")]
    [DataRow("disc\\1.jpg,disc,test", "line 26: 'disc\\1.jpg' (test) is the same image as 'disc/1.jpg' (train) in line 19")]
    [DataRow("disc/1.jpg,disc,test", "line 26: 'disc/1.jpg' is already in line 19")]
    [DataRow("disc/\0x.jpg,disc,train", "line 26: it has a byte of zero")]
    [DataRow("disc/x.jpg,di\u001b[2Jsc,trai\u001bn", "line 26: 'trai\\x1bn' is not a split")]
    [DataRow(",disc,train", "line 26: the path is empty")]
    public void ABadLineIsNamed(string line, string reason) => AssertError(Plain + line + "\n", reason);

    [TestMethod]
    public void BytesThatAreNotUtf8AreNamedByTheirLine()
    {
        File.WriteAllBytes(_folder["split.csv"], Encoding.Latin1.GetBytes(Plain + "disc/café.jpg,disc,train\n"));
        AssertError("line 26: it has bytes that are not UTF-8");
    }

    [TestMethod]
    public void AnEmptyLabelIsNamedByItsLine()
    {
        Write(Plain.Replace("box/1.jpg,box,train", "box/1.jpg,,train", StringComparison.Ordinal));
        Assert.AreEqual(18, Load("train").GetColumn<string>("Label").Count());
        Assert.AreEqual($"'{_folder["split.csv"]}': 1 of 18 rows have no label, the first is line 11.", _warnings.Single());

        var error = Assert.ThrowsExactly<InvalidDataException>(() => _ml.Data.LoadLabeledImageFolder(_folder.Path, "train"));
        Assert.AreEqual(
            $"'{_folder["split.csv"]}', line 11: the label of 'box/1.jpg' is empty. Add it, or remove the line.", error.Message);
        Assert.AreEqual(6, _ml.Data.LoadLabeledImageFolder(_folder.Path, "test").GetColumn<string>("Label").Count());
    }

    [TestMethod]
    public void AnImageBesideTheClassFoldersHasNoLabel()
    {
        File.WriteAllBytes(_folder["loose.jpg"], [1]);
        var error = Assert.ThrowsExactly<InvalidDataException>(() => _ml.Data.LoadLabeledImageFolder(_folder.Path));
        StringAssert.StartsWith(error.Message, $"'{_folder["loose.jpg"]}' has no label: put images into sub-folders");
        File.Delete(_folder["loose.jpg"]);
        Assert.AreEqual(24, _ml.Data.LoadLabeledImageFolder(_folder.Path).GetColumn<string>("Label").Count());
    }

    [TestMethod]
    public void UnlabeledImagesNeedNoLabels()
    {
        Write("path,label,split\nbox/1.jpg,,train\nbox/2.jpg,,train\n");
        Load("train");
        Assert.IsEmpty(_warnings);
    }

    [TestMethod]
    public void AClassThatIsOnlyInTheTestIsNamed()
    {
        Write(Plain.Replace("disc,train", "disc,val", StringComparison.Ordinal));
        Load("train");
        Assert.IsEmpty(_warnings);
        Load("test");
        StringAssert.StartsWith(_warnings.Single(), $"'{_folder["split.csv"]}' has classes without a train row: 'disc' (line 18).");
    }

    private IDataView Load(string? split) => _ml.Data.LoadImageFolder(_folder.Path, split);

    private void Write(string csv) => File.WriteAllText(_folder["split.csv"], csv);

    private void AssertRead(byte[] csv)
    {
        File.WriteAllBytes(_folder["split.csv"], csv);
        Assert.AreEqual(18, Load("train").GetColumn<string>("Label").Count());
        Assert.AreEqual(6, Load("test").GetColumn<string>("Label").Count());
        Assert.IsEmpty(_warnings);
    }

    private void AssertError(string csv, string reason)
    {
        Write(csv);
        AssertError(reason);
    }

    private void AssertError(string reason)
    {
        foreach (string? split in new[] { null, "train", "test" })
        {
            string message = Assert.ThrowsExactly<InvalidDataException>(() => Load(split)).Message;
            StringAssert.StartsWith(message, $"'{_folder["split.csv"]}'");
            StringAssert.Contains(message, reason);
            Assert.IsLessThan(400 + _folder.Path.Length, message.Length);
        }
    }
}
