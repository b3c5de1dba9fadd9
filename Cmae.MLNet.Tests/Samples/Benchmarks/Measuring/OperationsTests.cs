using Cmae.MLNet.Pretraining;
using Cmae.MLNet.Samples.Benchmarks.Measuring;
using Cmae.MLNet.Samples.Benchmarks.Training;

namespace Cmae.MLNet.Tests.Samples.Benchmarks.Measuring;

[TestClass]
public sealed class OperationsTests
{
    [TestMethod]
    [DataRow(0, 1.72, 0.730)]
    [DataRow(1, 59.0, 9.20)]
    [DataRow(2, 112.3, 35.1)]
    public void TheSizesCostWhatTheirMatricesSay(int size, double step, double features)
    {
        var model = PretrainingPlan.CreateModel(TrainingSize.All[size].CreateOptions());
        Assert.AreEqual(step, Operations.OfTrainingStep(model), step / 200);
        Assert.AreEqual(features, Operations.OfFeatures(model.Encoder), features / 200);
    }
}
