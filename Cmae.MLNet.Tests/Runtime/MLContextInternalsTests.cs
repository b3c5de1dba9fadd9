using System.Reflection;
using Cmae.MLNet.Runtime;
using Microsoft.ML;

namespace Cmae.MLNet.Tests.Runtime;

[TestClass]
public sealed class MLContextInternalsTests
{
    [TestMethod]
    public void The_environment_of_a_catalog_has_its_contexts_seed()
    {
        var ml = new MLContext(seed: 7);
        Assert.AreEqual(7, MLContextInternals.Seed(MLContextInternals.EnvironmentOf(ml.Transforms)));
        Assert.AreEqual(7, MLContextInternals.Seed(MLContextInternals.EnvironmentOf(ml.MulticlassClassification.Trainers)));
    }

    [TestMethod]
    public void The_seed_is_read()
    {
        Assert.AreEqual(7, MLContextInternals.Seed(new MLContext(seed: 7)));
        Assert.IsNull(MLContextInternals.Seed(new MLContext()));
    }

    [TestMethod]
    public void Cancellation_is_seen_by_a_host_registered_before()
    {
        var ml = new MLContext();
        using var host = new TrainingHost(ml, "Test");
        Assert.IsFalse(host.IsCanceled);
        typeof(MLContext).GetMethod("CancelExecution", BindingFlags.Instance | BindingFlags.NonPublic)!.Invoke(ml, null); // AutoML's way
        Assert.IsTrue(host.IsCanceled);
    }

    [TestMethod]
    public void Log_lines_reach_the_context()
    {
        var lines = new List<string>();
        var ml = new MLContext();
        ml.Log += (_, e) => lines.Add($"{e.Kind}: {e.Message}");
        using (var host = new TrainingHost(ml, "Pretraining"))
        {
            host.Info("3 images {0}");
            host.Warning("few");
        }
        Assert.IsTrue(lines.Exists(l => l.StartsWith("Info", StringComparison.Ordinal) && l.Contains("3 images {0}", StringComparison.Ordinal)));
        Assert.IsTrue(lines.Exists(l => l.StartsWith("Warning", StringComparison.Ordinal) && l.Contains("few", StringComparison.Ordinal)));
    }
}
