using System.Text.Json.Nodes;
using Cmae.MLNet.Samples.Tool.Experiments;

namespace Cmae.MLNet.Tests.Samples.Tool.Experiments;

[TestClass]
public sealed class ExperimentTableTests
{
    [TestMethod]
    public void HasMeanAndStandardDeviationOverTheSeeds()
    {
        var experiment = new Experiment(
            "test", "micro", [], new Dictionary<string, JsonObject> { ["CMAE"] = [] }, [1, 2], CmaeFeatureKind.MeanPatch, [0.01, 1],
            new Dictionary<double, JsonObject> { [1] = [] });
        ExperimentFigures Run(string variant, int seed, double shift) => new(
            variant, seed, 40, [new(0.01, 20, 100, 0.30 + shift, 0.40, null), new(1, 200, 100, 0.60, 0.70 + shift, 0.80)]);
        Assert.AreEqual(
            """
            |  | epochs | k-NN, 1 % | linear, 1 % | k-NN, 100 % | linear, 100 % | fine-tuned, 100 % |
            | --- | --- | --- | --- | --- | --- | --- |
            | CMAE | 40 | 31.0 ± 1.4 | 40.0 ± 0.0 | 60.0 ± 0.0 | 71.0 ± 1.4 | 80.0 ± 0.0 |
            | MAE | 40 | 30.0 | 40.0 | 60.0 | 70.0 | 80.0 |

            """,
            ExperimentTable.Of(experiment, [Run("CMAE", 1, 0), Run("CMAE", 2, 0.02), Run("MAE", 1, 0)]));
    }
}
