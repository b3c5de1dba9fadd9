using Cmae.MLNet.Imaging;
using Cmae.MLNet.Tests.Featurization;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Image;

namespace Cmae.MLNet.Tests.Imaging;

[TestClass]
public sealed class ImageColumnShapeTests
{
    private static readonly MLContext _ml = new(seed: 1);

    [TestMethod]
    public void AShapeIsAcceptedOrRefusedAsTheDataIs()
    {
        IDataView data = _ml.Data.LoadFromEnumerable([new Row()]);
        SchemaShape shape = DataShape.Of(data);
        foreach (DataViewSchema.Column column in data.Schema)
        {
            bool isImages = ImageColumn.KindOf(column.Type) is not null;
            Assert.AreEqual(column.Name is "Image" or "Path" or "Content", isImages, column.Name);
            if (isImages)
            {
                ImageColumnShape.Check(shape, column.Name);
                continue;
            }
            StringAssert.Contains(
                Assert.ThrowsExactly<ArgumentException>(() => ImageColumnShape.Check(shape, column.Name)).Message,
                $"The column '{column.Name}' is not an image column: it has the type ");
        }
    }

    [TestMethod]
    public void AMissingColumnIsTheSameErrorAsInData()
    {
        IDataView data = _ml.Data.LoadFromEnumerable([new Row()]);
        Assert.AreEqual(
            Assert.ThrowsExactly<ArgumentException>(() => ImageColumn.Of(data.Schema, "Photo")).Message,
            Assert.ThrowsExactly<ArgumentException>(() => ImageColumnShape.Check(DataShape.Of(data), "Photo")).Message);
    }

    private sealed class Row
    {
        [ImageType(1, 1)]
        public MLImage? Image { get; set; }

        public string Path { get; set; } = "";

        public byte[] Content { get; set; } = [];

        public float Number { get; set; }

        [VectorType(2)]
        public float[] Vector { get; set; } = [];

        [KeyType(3)]
        public byte Key { get; set; }
    }
}
