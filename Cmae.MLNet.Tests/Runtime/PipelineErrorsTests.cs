using Cmae.MLNet.Runtime;
using Cmae.MLNet.Samples.Tool.Drawing;
using Cmae.MLNet.Tests.Encoders;
using Microsoft.ML;

namespace Cmae.MLNet.Tests.Runtime;

[TestClass]
public sealed class PipelineErrorsTests
{
    [TestMethod]
    public void TheCauseIsFoundBelowTheWrappers()
    {
        var cause = new InvalidDataException("The image file 'x.jpg' is empty (0 bytes).");
        var splitter = new InvalidOperationException(
            "Splitter/consolidator worker encountered exception while consuming source data", cause);
        var cache = new InvalidOperationException("Event we were waiting on did not occur", new AggregateException(splitter));
        Assert.AreSame(cause, PipelineErrors.CauseOf(cache));
        Assert.AreSame(cause, PipelineErrors.CauseOf(cause));
        var own = new InvalidOperationException("Something else", cause);
        Assert.AreSame(own, PipelineErrors.CauseOf(own));
    }

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public void AnEvaluationOnAnUnreadableImageNamesIt(bool cached)
    {
        using var folder = new TemporaryFolder();
        DrawnImageFolder.Write(folder.Path, 200, 16, seed: 1);
        File.WriteAllBytes(Path.Combine(Directory.GetDirectories(folder.Path).Order(StringComparer.Ordinal).First(), "zz.jpg"), []);
        var ml = new MLContext(seed: 1);
        IDataView images = ml.Data.LoadImageFolder(folder.Path);
        IDataView rows = ml.Transforms.CmaeFeaturize("Features", "ImagePath", RandomEncoder.Create())
            .Append(ml.Transforms.Conversion.MapValueToKey("Label"))
            .Fit(images).Transform(images);
        if (cached)
            rows = ml.Data.Cache(rows);
        var error = Assert.ThrowsExactly<InvalidDataException>(() => ml.MulticlassClassification.EvaluateNearestNeighbors(rows, rows));
        StringAssert.Contains(error.Message, "zz.jpg");
    }
}
