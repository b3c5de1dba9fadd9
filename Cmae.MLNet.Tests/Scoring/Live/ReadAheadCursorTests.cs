using Cmae.MLNet.Tests.Encoders;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Cmae.MLNet.Tests.Scoring;

[TestClass]
public sealed class ReadAheadCursorTests
{
    private readonly MLContext _ml = new(seed: 1);

    [TestMethod]
    public void WhoGoesOnAfterAnErrorGetsItAgainAndNoRow()
    {
        using var folder = new TemporaryFolder();
        using (MLImage image = SampleImages.Create(1))
            image.Save(folder["a.png"]);
        IDataView data = _ml.Data.LoadFromEnumerable(
            new[] { "a.png", "a.png", "none.png", "a.png" }.Select(name => new PathRow { Path = folder[name] }));
        IDataView scored = _ml.Transforms.CmaeFeaturize("Features", "Path", RandomEncoder.Create()).Fit(data).Transform(data);
        using DataViewRowCursor cursor = scored.GetRowCursor([scored.Schema["Features"]]);
        int rows = 0;
        string first = Assert.ThrowsExactly<FileNotFoundException>(() =>
        {
            for (; cursor.MoveNext(); rows++)
            {
            }
        }).Message;
        Assert.IsLessThan(3, rows);
        for (int again = 0; again < 3; again++)
            Assert.AreEqual(first, Assert.ThrowsExactly<FileNotFoundException>(() => cursor.MoveNext()).Message);
    }

    private sealed class PathRow
    {
        public string Path { get; set; } = "";
    }
}
