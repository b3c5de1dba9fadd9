using Cmae.MLNet.Imaging;
using Cmae.MLNet.Labels;
using Cmae.MLNet.Samples.Tool.Drawing;
using Microsoft.ML;

namespace Cmae.MLNet.Tests.Labels;

[TestClass]
public sealed class ImageLabelsTests
{
    private readonly TemporaryFolder _folder = new();
    private readonly MLContext _ml = new(seed: 1);

    [TestCleanup]
    public void DeleteFolder() => _folder.Dispose();

    [TestMethod]
    public void TextAndKeysGiveTheSameClasses()
    {
        DrawnImageFolder.Write(_folder.Path, 16, 16, seed: 1);
        IDataView text = _ml.Data.LoadImageFolder(_folder.Path);
        IDataView keys = _ml.Transforms.Conversion.MapValueToKey("Label").Fit(text).Transform(text);
        ImageLabels ofText = Labels(text)!, ofKeys = Labels(keys)!;
        CollectionAssert.AreEqual(ofText.OfImages.ToArray(), ofKeys.OfImages.ToArray());
        CollectionAssert.AreEqual(ofText.Counts, ofKeys.Counts);
        Assert.AreEqual(16, ofText.Counts.Sum());
        CollectionAssert.IsSubsetOf(ofText.Classes.ToArray(), Enum.GetNames<Shape>().Select(name => name.ToLowerInvariant()).ToArray());
    }

    [TestMethod]
    public void ImagesWithoutALabelHaveNoClass()
    {
        DrawnImageFolder.Write(_folder.Path, 16, 16, seed: 1);
        string first = Directory.GetFiles(_folder.Path, "*.png", SearchOption.AllDirectories).Order(StringComparer.Ordinal).First();
        File.Copy(first, _folder["zzz.png"]);
        ImageLabels labels = Labels(_ml.Data.LoadImageFolder(_folder.Path))!;
        Assert.AreEqual(-1, labels.OfImages[^1]);
        Assert.AreEqual(16, labels.Counts.Sum());
    }

    [TestMethod]
    public void NoColumnOrOneClassAloneIsNoLabels()
    {
        DrawnImageFolder.Write(_folder["one"], 8, 16, seed: 1);
        IDataView oneClass = _ml.Data.LoadImageFolder(_folder.Path); // the folder "one" is their class
        Assert.IsNull(Labels(oneClass));
        Assert.IsNull(Labels(oneClass, "Nothing"));
        Assert.IsNull(Labels(oneClass, null));
    }

    private static ImageLabels? Labels(IDataView data, string? column = "Label")
    {
        RowValues<string>? names = ImageLabels.Names(data.Schema, column);
        using ImageStore store = ImageStore.Open(data, "ImagePath", new ImageStoreOptions(), names);
        return ImageLabels.Of(names, store);
    }
}
