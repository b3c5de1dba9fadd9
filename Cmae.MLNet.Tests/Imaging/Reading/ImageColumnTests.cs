using Cmae.MLNet.Imaging;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Image;
using SkiaSharp;

namespace Cmae.MLNet.Tests.Imaging;

[TestClass]
public sealed class ImageColumnTests
{
    private static readonly MLContext _ml = new(seed: 1);

    [TestMethod]
    public void AnUnknownColumnIsNamedWithTheOnesThatThereAre()
    {
        IDataView data = _ml.Data.LoadFromEnumerable(new[] { new PathRow { Path = "a.png" } });
        ArgumentException error = Assert.ThrowsExactly<ArgumentException>(() => ImageColumn.Of(data.Schema, "Photo"));
        StringAssert.StartsWith(error.Message, "The image column 'Photo' is not in the data, which has the columns 'Path', 'Size'.");
    }

    [TestMethod]
    public void AColumnOfAnotherTypeIsAnErrorThatListsTheAcceptedOnes()
    {
        IDataView data = _ml.Data.LoadFromEnumerable(new[] { new PathRow { Path = "a.png" } });
        ArgumentException error = Assert.ThrowsExactly<ArgumentException>(() => ImageColumn.Of(data.Schema, "Size"));
        StringAssert.StartsWith(
            error.Message,
            "The column 'Size' is not an image column: it has the type Single. Accepted are MLImage (as LoadImages makes them), " +
            "text (paths of image files) and vectors of Byte (the content of image files).");
    }

    [TestMethod]
    public void PathsBytesAndMLImagesGiveTheSamePixels()
    {
        using var folder = new TemporaryFolder();
        byte[] encoded = EncodedImages.Photo(9, 7, SKEncodedImageFormat.Png);
        File.WriteAllBytes(folder["a.png"], encoded);
        byte[] expected = ImageDecoder.Upright.Decode(encoded, "image").Pixels;
        IDataView paths = _ml.Data.LoadFromEnumerable(new[] { new PathRow { Path = folder["a.png"] } });
        IDataView loaded = _ml.Transforms.LoadImages("Image", null, "Path").Fit(paths).Transform(paths);
        IDataView bytes = _ml.Data.LoadFromEnumerable(new[] { new BytesRow { Content = encoded } });

        CollectionAssert.AreEqual(expected, First(paths, "Path").Load(null).Pixels);
        CollectionAssert.AreEqual(expected, First(loaded, "Image").Load(null).Pixels);
        CollectionAssert.AreEqual(expected, First(bytes, "Content").Load(null).Pixels);
    }

    [TestMethod]
    public void TheCallersImagesAreNotDisposed()
    {
        using MLImage image = MLImage.CreateFromPixels(1, 1, MLPixelFormat.Rgba32, [1, 2, 3, 255]);
        IDataView data = _ml.Data.LoadFromEnumerable(new[] { new ImageRow { Image = image }, new ImageRow { Image = image } });
        CollectionAssert.AreEqual(new byte[] { 1, 2, 3 }, First(data, "Image").Load(null).Pixels);
        CollectionAssert.AreEqual(new byte[] { 1, 2, 3 }, First(data, "Image").Load(null).Pixels);
        Assert.AreEqual(1, image.Width);
    }

    [TestMethod]
    public void EmptyValuesAreNamedByTheirRow()
    {
        IDataView data = _ml.Data.LoadFromEnumerable(new[] { new BytesRow { Content = [] } });
        InvalidDataException error = Assert.ThrowsExactly<InvalidDataException>(() => First(data, "Content").Load(null));
        Assert.AreEqual("There is no image in row 0 (counted from 0) of column 'Content': the value is empty.", error.Message);
    }

    private static ImageSource First(IDataView data, string name)
    {
        var column = ImageColumn.Of(data.Schema, name);
        using DataViewRowCursor cursor = data.GetRowCursor([column.Column]);
        Assert.IsTrue(cursor.MoveNext());
        return column.Reader(cursor, ImageDecoder.Upright)().Keep();
    }

    private sealed class PathRow
    {
        public string Path { get; set; } = "";

        public float Size { get; set; }
    }

    private sealed class BytesRow
    {
        public byte[] Content { get; set; } = [];
    }

    private sealed class ImageRow
    {
        [ImageType(1, 1)]
        public MLImage? Image { get; set; }
    }
}
