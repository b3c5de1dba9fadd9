using System.Reflection;
using Cmae.MLNet.Runtime;
using Microsoft.ML;

namespace Cmae.MLNet.Tests.Runtime;

[TestClass]
public sealed class MLContextInternalsTests
{
    [TestMethod]
    public void TheEnvironmentOfACatalogHasItsContextsSeed()
    {
        var ml = new MLContext(seed: 7);
        Assert.AreEqual(7, MLContextInternals.Seed(MLContextInternals.EnvironmentOf(ml.Transforms)));
        Assert.AreEqual(7, MLContextInternals.Seed(MLContextInternals.EnvironmentOf(ml.MulticlassClassification.Trainers)));
    }

    [TestMethod]
    public void TheSeedIsRead()
    {
        Assert.AreEqual(7, MLContextInternals.Seed(new MLContext(seed: 7)));
        Assert.IsNull(MLContextInternals.Seed(new MLContext()));
    }

    [TestMethod]
    public void CancellationIsSeenByAHostThatWasRegisteredBefore()
    {
        var ml = new MLContext();
        using var host = new TrainingHost(ml, "Test");
        Assert.IsFalse(host.Cancellation.IsRequested);
        typeof(MLContext).GetMethod("CancelExecution", BindingFlags.Instance | BindingFlags.NonPublic)!.Invoke(ml, null); // AutoML's way
        Assert.IsTrue(host.Cancellation.IsRequested);
    }

    [TestMethod]
    public void LogLinesReachTheContext()
    {
        var lines = new List<string>();
        var ml = new MLContext();
        ml.Log += (_, e) => lines.Add($"{e.Kind}: {e.RawMessage}");
        using (var host = new TrainingHost(ml, "Pretraining"))
        {
            host.Info("3 images {0}");
            host.Warning("few");
        }
        Assert.Contains("Info: 3 images {0}", lines);
        Assert.Contains("Warning: few", lines);
    }
}
