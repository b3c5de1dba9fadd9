using System.Text;
using Cmae.MLNet.Samples.Tool.Output;
using Parquet;
using Parquet.Schema;

namespace Cmae.MLNet.Tests.Samples.Tool.Output;

[TestClass]
public sealed class FeatureWriterTests
{
    [TestMethod]
    public void CsvHasAColumnForEachFeature() =>
        Assert.AreEqual("path,label,f0,f1\na.jpg,x,1,-0.5\n\"b,c.jpg\",,0.25,3\n", Encoding.UTF8.GetString(Written("t.csv").ToArray()));

    [TestMethod]
    public async Task ParquetHasAListOfFeatures()
    {
        using MemoryStream stream = Written("t.parquet");
        await using ParquetReader reader = await ParquetReader.CreateAsync(stream);
        DataField[] fields = reader.Schema.GetDataFields();
        CollectionAssert.AreEqual(
            new[] { "path", "label", "features/list/element" }, fields.Select(field => field.Path.ToString()).ToArray());
        using ParquetRowGroupReader group = reader.OpenRowGroupReader(0);
        string?[] paths = new string?[2];
        await group.ReadAsync(fields[0], paths.AsMemory(), null, CancellationToken.None);
        float[] values = new float[4];
        int[] definitionLevels = new int[4], repetitionLevels = new int[4];
        await group.ReadRawAsync<float>(fields[2], values.AsMemory(), definitionLevels.AsMemory(), repetitionLevels.AsMemory(),
            CancellationToken.None);
        CollectionAssert.AreEqual(new[] { "a.jpg", "b,c.jpg" }, paths);
        CollectionAssert.AreEqual(new[] { 1, -0.5f, 0.25f, 3 }, values);
        CollectionAssert.AreEqual(new[] { 0, 1, 0, 1 }, repetitionLevels);
    }

    [TestMethod]
    public async Task LongRowsMakeGroupsOfFewRows()
    {
        var stream = new MemoryStream();
        using (IFeatureWriter writer = IFeatureWriter.Create("t.parquet", stream))
        {
            float[] row = new float[1 << 21];
            for (int i = 0; i < 3; i++)
                writer.Write($"{i}.jpg", "", row);
        }
        using var written = new MemoryStream(stream.ToArray());
        await using ParquetReader reader = await ParquetReader.CreateAsync(written);
        Assert.AreEqual(2, reader.RowGroupCount);
    }

    [TestMethod]
    public void AnotherExtensionIsRefused() => Assert.ThrowsExactly<ArgumentException>(() => IFeatureWriter.Create("t.xls", Stream.Null));

    private static MemoryStream Written(string fileName)
    {
        var stream = new MemoryStream();
        using (IFeatureWriter writer = IFeatureWriter.Create(fileName, stream))
        {
            writer.Write("a.jpg", "x", [1, -0.5f]);
            writer.Write("b,c.jpg", "", [0.25f, 3]);
        }
        return new MemoryStream(stream.ToArray());
    }
}
