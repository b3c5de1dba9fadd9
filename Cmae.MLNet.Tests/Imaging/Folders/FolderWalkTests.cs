using System.Diagnostics;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using SkiaSharp;

namespace Cmae.MLNet.Tests.Imaging;

/// <summary>Folders as people have them, through the catalog: what is listed, and what is said about the rest.</summary>
[TestClass]
public sealed class FolderWalkTests
{
    private static readonly byte[] s_jpeg = EncodedImages.Photo(8, 8, SKEncodedImageFormat.Jpeg);
    private readonly TemporaryFolder _folder = new();
    private readonly MLContext _ml = new(seed: 1);
    private readonly List<string> _warnings = [];

    public FolderWalkTests() => _ml.Log += (_, entry) =>
    {
        if (entry.Kind == ChannelMessageKind.Warning)
        {
            StringAssert.StartsWith(entry.Source, "Cmae");
            _warnings.Add(entry.RawMessage);
        }
    };

    [TestCleanup]
    public void Delete() => _folder.Dispose();

    [TestMethod]
    public void OtherEndingsOfJpegAreReadAndTheRestIsCounted()
    {
        Write([.. Names("bars", 0, 6, ".jpe"), .. Names("box", 0, 6, ".png"), .. Names("box", 6, 6, ".TIF")]);
        Write([.. Names("disc", 0, 6, ".jpg"), .. Names("disc", 6, 6, ".jfif"), ".DS_Store", "Thumbs.db"]);
        Write([.. Names("raw", 0, 2, ".heic"), "notes/notes"]);
        Assert.AreEqual("bars=6 box=6 disc=12", Classes());
        Assert.AreEqual(
            $"9 files in '{_folder.Path}' with other extensions are left out: 2 .heic, 6 .tif, 1 no extension. " +
            "Convert images among them, for example to .png.",
            _warnings[0]);
        Assert.AreEqual($"2 folders in '{_folder.Path}' have no image that is read, so not a class: 'notes', 'raw'.", _warnings[1]);
        Assert.HasCount(2, _warnings);
    }

    [TestMethod]
    public void NothingIsSaidAboutAFolderOfImages()
    {
        Write("a/1.jpg", "b/2.png", "split.txt/3.webp");
        Assert.AreEqual("a=1 b=1 split.txt=1", Classes());
        Assert.IsEmpty(_warnings);
    }

    [TestMethod]
    public void ALinkToAParentRepeatsNothing()
    {
        Write([.. Names("disc", 0, 3, ".jpg"), .. Names("box", 0, 3, ".jpg")]);
        Directory.CreateSymbolicLink(_folder["disc/again"], "..");
        Directory.CreateSymbolicLink(_folder["above"], "../..");
        Directory.CreateSymbolicLink(_folder["also-box"], "box");
        Assert.AreEqual("box=3 disc=3", Classes());
    }

    [TestMethod]
    public void LinksThatAreMeantAreFollowed()
    {
        using var elsewhere = new TemporaryFolder();
        Directory.CreateDirectory(elsewhere["box/young"]);
        Directory.CreateDirectory(_folder["disc"]);
        foreach (string name in (string[])["box/0.jpg", "box/young/1.jpg", "2.jpg"])
            File.WriteAllBytes(elsewhere[name], s_jpeg);
        Directory.CreateSymbolicLink(_folder["box"], elsewhere["box"]);
        File.CreateSymbolicLink(_folder["disc/2.jpg"], elsewhere["2.jpg"]);
        Assert.AreEqual("box=2 disc=1", Classes());
        Assert.IsEmpty(_warnings);
    }

    [TestMethod]
    public void ADanglingLinkIsNamedAndThumbnailsAreNotAClass()
    {
        Write(
            "disc/0.jpg", "box/1.jpg", "@eaDir/0.jpg/SYNOPHOTO_THUMB_M.jpg", "__MACOSX/disc/._0.jpg", "box/@eaDir/1.jpg",
            ".thumbnails/0.jpg", "#recycle/2.jpg");
        File.CreateSymbolicLink(_folder["disc/dangling.jpg"], "nowhere.jpg");
        File.CreateSymbolicLink(_folder["disc/circle.jpg"], "circle.jpg");
        Assert.AreEqual("box=1 disc=1", Classes());
        Assert.AreEqual(
            $"2 links in '{_folder.Path}' to files that do not exist are left out: 'disc/circle.jpg', 'disc/dangling.jpg'.",
            _warnings.Single());
    }

    [TestMethod]
    [OSCondition(OperatingSystems.Linux)]
    public void AnyNameOfLinuxLeadsBackToItsFile()
    {
        string[] names =
        [
            "back\\slash", "\"double\"", "quote'", "{0}", "with space", "comma, semi;colon", "#hash", "per%20cent", "=1+1", "-leading-dash",
            "<b>bold</b>", "[red]markup[/]", "new\nline", "tab\there", "trailing ", "üñïçødé", "漢字", "😀", "\ufffd",
        ];
        Write([.. names.Select(name => $"disc/{name}.jpg"), .. Names("a [class] <i>", 0, 3, ".jpg")]);
        IDataView view = _ml.Data.LoadImageFolder(_folder.Path);
        string[] paths = [.. view.GetColumn<string>("ImagePath")];
        Assert.HasCount(names.Length + 3, paths);
        Assert.IsTrue(paths.All(File.Exists));
        Assert.Contains(Path.Combine(_folder.Path, "disc/back\\slash.jpg"), paths);
        Assert.AreEqual($"a [class] <i>=3 disc={names.Length}", Classes());
        Assert.IsEmpty(_warnings);
    }

    [TestMethod]
    [OSCondition(OperatingSystems.Linux)]
    public void NamesThatAreNotUtf8AreNamedAndLeftOut()
    {
        Write([.. Names("box", 0, 3, ".jpg"), "disc/ok.jpg"]);
        Shell($"cd '{_folder.Path}/disc' && cp ok.jpg \"$(printf 'caf\\351').jpg\" && cp ok.jpg \"$(printf 'stra\\337e').jpg\"");
        try
        {
            Assert.AreEqual("box=3 disc=1", Classes());
            string warning = _warnings.Single();
            StringAssert.StartsWith(
                warning,
                $"2 names in '{_folder.Path}' cannot be opened by .NET and are left out: 'disc/caf?.jpg', 'disc/stra?e.jpg'.");
            StringAssert.Contains(warning, "not UTF-8. Rename them");
        }
        finally
        {
            Shell($"rm -r '{_folder.Path}/disc'"); // .NET cannot delete them either
        }
    }

    [TestMethod]
    [OSCondition(OperatingSystems.Linux | OperatingSystems.OSX)]
    public void AFolderWithoutPermissionIsNamed()
    {
        if (Environment.IsPrivilegedProcess)
            Assert.Inconclusive("root may read every folder");
        Write("disc/0.jpg", "secret/1.jpg");
        Shell($"chmod 0 '{_folder["secret"]}'");
        Assert.AreEqual("disc=1", Classes());
        Shell($"chmod 700 '{_folder["secret"]}'");
        StringAssert.StartsWith(_warnings[0], $"1 folder in '{_folder.Path}' cannot be read and is left out: 'secret'.");
    }

    [TestMethod]
    [OSCondition(OperatingSystems.Linux | OperatingSystems.OSX)]
    public void ControlCharactersAreNeverWrittenRaw()
    {
        Write("disc/0.jpg", "bad\u001b[2J\nname/notes.txt");
        Classes();
        StringAssert.Contains(_warnings[1], "'bad\\x1b[2J\\nname'");
        Assert.IsFalse(_warnings.Any(warning => warning.Any(char.IsControl)));
    }

    [TestMethod]
    public void WarningsDoNotChangeTheContextsRandomNumbers()
    {
        Write("disc/0.jpg", "disc/1.tif");
        IDataView data = _ml.Data.LoadFromEnumerable(Enumerable.Range(0, 100).Select(i => new Number { Value = i }));
        float[] Test(MLContext ml, bool loads)
        {
            if (loads)
                ml.Data.LoadImageFolder(_folder.Path);
            return [.. ml.Data.TrainTestSplit(data, 0.3).TestSet.GetColumn<float>(nameof(Number.Value))];
        }
        CollectionAssert.AreEqual(Test(new MLContext(seed: 1), loads: false), Test(_ml, loads: true));
        Assert.HasCount(1, _warnings);
    }

    private static IEnumerable<string> Names(string folder, int first, int count, string extension) =>
        Enumerable.Range(first, count).Select(i => $"{folder}/{i}{extension}");

    private static void Shell(string command)
    {
        using Process process = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", command]))!;
        process.WaitForExit();
        Assert.AreEqual(0, process.ExitCode, command);
    }

    /// <summary>The classes and how many images each has.</summary>
    private string Classes() => string.Join(
        ' ', _ml.Data.LoadImageFolder(_folder.Path).GetColumn<string>("Label")
            .CountBy(label => label)
            .Select(label => $"{label.Key}={label.Value}"));

    private void Write(params string[] files)
    {
        foreach (string file in files)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(_folder[file])!);
            File.WriteAllBytes(_folder[file], s_jpeg);
        }
    }

    private sealed class Number
    {
        public float Value { get; set; }
    }
}
