using Cmae.MLNet.Modeling;
using Cmae.MLNet.Pretraining;
using Cmae.MLNet.Samples.Benchmarks.Measuring;
using Cmae.MLNet.Samples.Benchmarks.Training;

namespace Cmae.MLNet.Tests.Samples.Benchmarks.Training;

[TestClass]
public sealed class StepProductTests
{
    /// <summary>
    /// The library leaves out little: pixels of visible patches, features of every patch instead of their mean, the image's gradient.
    /// </summary>
    [TestMethod]
    [DataRow(0)]
    [DataRow(1)]
    [DataRow(2)]
    public void TheProductsAreThoseOfTheOfficialStepButForWhatIsLeftOut(int size)
    {
        CmaePretrainingOptions options = TrainingSize.All[size].CreateOptions();
        CmaeModelConfiguration model = PretrainingPlan.CreateModel(options);
        double official = Operations.OfTrainingStep(model),
            here = StepProduct.Of(model, options.BatchSize).Sum(product => product.Gigaflop) / options.BatchSize;
        Assert.IsInRange(0.96 * official, 0.995 * official, here);
    }
}
