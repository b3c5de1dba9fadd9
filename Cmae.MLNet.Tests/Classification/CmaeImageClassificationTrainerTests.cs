using Cmae.MLNet.Tests.Encoders;
using Cmae.MLNet.Tests.Featurization;
using Cmae.MLNet.Tests.Scoring;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Cmae.MLNet.Tests.Classification;

[TestClass]
public sealed class CmaeImageClassificationTrainerTests
{
    private readonly MLContext _ml = new(seed: 1);

    [TestMethod]
    public void AFittedModelEvaluatesAndSavesAsItScores()
    {
        IDataView data = Images();
        CmaeImageClassificationTransformer model = _ml.MulticlassClassification.Trainers.CmaeImageClassification(TinyFineTuning.Options())
            .Fit(data);
        Assert.AreEqual(16, model.Encoder.ImageSize);
        CollectionAssert.AreEqual(TinyFineTuning.Classes, model.Model.ClassNames!.ToArray());
        Assert.IsGreaterThan(0.5, _ml.MulticlassClassification.Evaluate(model.Transform(data)).MicroAccuracy);

        float[][] live = [.. model.Transform(data).GetColumn<float[]>("Score")];
        ITransformer saved = SavedChainTests.Reload(model, data.Schema);
        SavedChainTests.AssertClose(live, [.. saved.Transform(Images()).GetColumn<float[]>("Score")]);
        RandomEncoder.AssertSame(model.Encoder, CmaeEncoder.FromModel(saved));
    }

    [TestMethod]
    public void AnEncoderIsFineTunedInAChainWithMapKeyToValue()
    {
        IDataView data = Images();
        CmaeImageClassificationTrainer.Options options = TinyFineTuning.Options();
        options.InitializeFrom = TinyFineTuning.Encoder();
        options.Epochs = 1;
        ITransformer model = _ml.MulticlassClassification.Trainers.CmaeImageClassification(options)
            .Append(_ml.Transforms.Conversion.MapKeyToValue("PredictedLabel")).Fit(data);
        Assert.IsTrue(model.Transform(data).GetColumn<string>("PredictedLabel").All(TinyFineTuning.Classes.Contains));
        Assert.AreEqual(options.InitializeFrom.Architecture, CmaeEncoder.FromModel(model).Architecture);
    }

    [TestMethod]
    public void TheShortFormHandsItsArgumentsOn()
    {
        IDataView data = Images();
        IDataView nothing = TinyFineTuning.Keyed(_ml, []);
        CmaeImageClassificationTrainer trainer = _ml.MulticlassClassification.Trainers.CmaeImageClassification(
            initializeFrom: TinyFineTuning.Encoder(), validationSet: nothing);
        StringAssert.StartsWith(Assert.ThrowsExactly<ArgumentException>(() => trainer.Fit(data)).Message, "ValidationSet has no rows.");
    }

    [TestMethod]
    public void OptionsOfScoringReachTheTransformer()
    {
        IDataView data = Images();
        CmaeImageClassificationTrainer.Options options = TinyFineTuning.Options();
        options.Epochs = 1;
        float[] plain = Scores();
        options.TestTimeFlip = true;
        options.ScoreColumnName = "Probabilities";
        Assert.AreNotEqual(plain[0], Scores()[0]);
        options.OnBadImage = CmaeBadImageHandling.Skip;
        ITransformer tolerant = _ml.MulticlassClassification.Trainers.CmaeImageClassification(options).Fit(data);
        IDataView broken = TinyFineTuning.Keyed(_ml, [new TinyFineTuning.Row { Class = TinyFineTuning.Classes[0] }]);
        Assert.IsTrue(tolerant.Transform(broken).GetColumn<float[]>("Probabilities").Single().All(float.IsNaN));

        float[] Scores() => _ml.MulticlassClassification.Trainers.CmaeImageClassification(options).Fit(data).Transform(data)
            .GetColumn<float[]>(options.ScoreColumnName).First();
    }

    [TestMethod]
    public void CrossValidationWorks()
    {
        CmaeImageClassificationTrainer.Options options = TinyFineTuning.Options();
        options.Epochs = 1;
        options.ValidationFraction = 0;
        var results = _ml.MulticlassClassification.CrossValidate(
            Images(), _ml.MulticlassClassification.Trainers.CmaeImageClassification(options), numberOfFolds: 2);
        Assert.HasCount(2, results);
        Assert.IsTrue(results.All(result => result.Metrics.ConfusionMatrix.NumberOfClasses == 3));
    }

    [TestMethod]
    public void FitChangesNoOptionsAndGivesTheSameAgain()
    {
        IDataView data = Images();
        CmaeImageClassificationTrainer.Options options = TinyFineTuning.Options();
        options.Epochs = 1;
        object?[] before = Values();
        CmaeImageClassificationTrainer trainer = _ml.MulticlassClassification.Trainers.CmaeImageClassification(options);
        CmaeEncoder first = trainer.Fit(data).Encoder;
        CollectionAssert.AreEqual(before, Values());
        options.ScoreColumnName = "Other"; // the trainer has its own copy
        RandomEncoder.AssertSame(first, trainer.Fit(data).Encoder);
        Assert.IsNotNull(trainer.Fit(data).GetOutputSchema(data.Schema).GetColumnOrNull("Score"));

        object?[] Values() => [.. options.GetType().GetProperties().Select(property => property.GetValue(options))];
    }

    [TestMethod]
    public void TheShapeOfTheOutputIsKnownBeforeThereIsAModel()
    {
        IDataView data = Images();
        SchemaShape shape = _ml.MulticlassClassification.Trainers.CmaeImageClassification("Label", "Image", "Probabilities", "Predicted")
            .GetOutputSchema(DataShape.Of(data));
        SchemaShape.Column predicted = shape.Single(column => column.Name == "Predicted"),
            score = shape.Single(column => column.Name == "Probabilities");
        Assert.IsTrue(predicted.IsKey);
        Assert.IsTrue(predicted.Annotations.Any(annotation => annotation.Name == "KeyValues"));
        Assert.AreEqual(SchemaShape.Column.VectorKind.Vector, score.Kind);
        Assert.IsTrue(score.Annotations.Any(annotation => annotation.Name == "SlotNames"));
    }

    [TestMethod]
    public void WrongColumnsAreNamedBeforeAnythingIsTrained()
    {
        IDataView data = Images();
        AssertRefused("Class", "Image", "The label column 'Class' has the type String, but a key is needed");
        AssertRefused("Bild", "Image", "The label column 'Bild' is not in the data");
        AssertRefused("Label", "Bild", "The image column 'Bild' is not in the data");

        void AssertRefused(string label, string image, string message)
        {
            CmaeImageClassificationTrainer trainer = _ml.MulticlassClassification.Trainers.CmaeImageClassification(label, image);
            StringAssert.Contains(Assert.ThrowsExactly<ArgumentException>(() => trainer.Fit(data)).Message, message);
            StringAssert.Contains(
                Assert.ThrowsExactly<ArgumentException>(() => trainer.GetOutputSchema(DataShape.Of(data))).Message, message);
        }
    }

    [TestMethod]
    public void OptionsAreValidatedWhenTheTrainerIsMade() => StringAssert.Contains(
        Assert.ThrowsExactly<ArgumentException>(
            () => _ml.MulticlassClassification.Trainers.CmaeImageClassification(
                new CmaeImageClassificationTrainer.Options { ScoringBatchSize = 0 })).Message,
        "ScoringBatchSize = 0");

    /// <summary>The same pictures in every pass over the data.</summary>
    private IDataView Images()
    {
        var random = new Random(5);
        TinyFineTuning.Row[] rows =
            [
                .. Enumerable.Range(0, 30).Select(
                    i => new TinyFineTuning.Row { Image = TinyFineTuning.Draw(random, i % 3), Class = TinyFineTuning.Classes[i % 3] }),
            ];
        return TinyFineTuning.Keyed(_ml, rows);
    }
}
