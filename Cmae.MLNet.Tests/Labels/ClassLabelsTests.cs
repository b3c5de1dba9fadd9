using Cmae.MLNet.Labels;
using Cmae.MLNet.Tests.Scoring;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Cmae.MLNet.Tests.Labels;

[TestClass]
public sealed class ClassLabelsTests
{
    private readonly MLContext _ml = new(seed: 1);

    [TestMethod]
    public void TextLabelsHaveTheirNames()
    {
        using var images = new SampleImages(4);
        ClassLabels labels = ClassLabels.Of(Keys(images, "Class"));
        CollectionAssert.AreEqual(new[] { "red", "blue" }, labels.Names!.ToArray());
        Assert.IsTrue(labels.AreText);
        Assert.AreEqual(2, labels.Count);
    }

    [TestMethod]
    public void NumericLabelsAreNamedByTheirValues()
    {
        using var images = new SampleImages(3);
        ClassLabels labels = ClassLabels.Of(Keys(images, "Number"));
        CollectionAssert.AreEqual(new[] { "0", "1", "2" }, labels.Names!.ToArray());
        Assert.IsFalse(labels.AreText);
    }

    [TestMethod]
    public void KeysWithoutValuesHaveANumberOnly()
    {
        var builder = new DataViewSchema.Builder();
        builder.AddColumn("Label", new KeyDataViewType(typeof(byte), 7));
        ClassLabels labels = ClassLabels.Of(builder.ToSchema()["Label"]);
        Assert.IsNull(labels.Names);
        Assert.AreEqual(7, labels.Count);
    }

    [TestMethod]
    public void NamesBecomeAnnotations()
    {
        var annotations = new DataViewSchema.Annotations.Builder();
        ClassLabels.Named(["a", "b c"]).AddTo(annotations, "KeyValues");
        VBuffer<ReadOnlyMemory<char>> values = default;
        annotations.ToAnnotations().GetValue("KeyValues", ref values);
        CollectionAssert.AreEqual(new[] { "a", "b c" }, values.DenseValues().Select(value => value.ToString()).ToArray());
    }

    private DataViewSchema.Column Keys(SampleImages images, string column)
    {
        IDataView view = images.View(_ml);
        return _ml.Transforms.Conversion.MapValueToKey("Label", column).Fit(view).Transform(view).Schema["Label"];
    }
}
