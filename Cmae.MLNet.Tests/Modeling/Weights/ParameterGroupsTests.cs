using System.Text.Json;
using System.Text.Json.Nodes;
using Cmae.MLNet.Modeling;
using Cmae.MLNet.Training;

namespace Cmae.MLNet.Tests.Modeling;

[TestClass]
public sealed class ParameterGroupsTests
{
    private const string PretrainingSuffix = "_pretrain_param_groups.json";

    public static IEnumerable<string> Pretrainings => GoldenFolder.Configurations(PretrainingSuffix);

    [TestMethod]
    [DynamicData(nameof(Pretrainings))]
    public void PretrainingDecayIsTheReferences(string name)
    {
        using CmaeModel model = GoldenModel.Load(name);
        Dictionary<string, double> expected = JsonNode.Parse(File.ReadAllText(GoldenFolder.File(name + PretrainingSuffix)))!.AsArray()
            .ToDictionary(group => group!["name"]!.GetValue<string>(), group => group!["weight_decay"]!.GetValue<double>());
        Dictionary<string, double> actual = ParameterGroups.Pretraining(model, weightDecay: expected.Values.Max())
            .SelectMany(group => group.Parameters.Select(named => (named.Name, group.WeightDecay)))
            .ToDictionary();
        CollectionAssert.AreEquivalent(expected, actual);
    }

    [TestMethod]
    [DynamicData(nameof(GoldenClassifier.Configurations), typeof(GoldenClassifier))]
    public void FineTuningGroupsAreTheReferences(string name)
    {
        using VisionTransformerClassifier model = GoldenClassifier.Load(name);
        AssertFineTuning(name + "_finetune_param_groups.json", model);
    }

    [TestMethod]
    public void BatchNormWeightsDecay()
    {
        using CmaeModel model = GoldenModel.Load(Pretrainings.First());
        ParameterGroup decaying = ParameterGroups.Pretraining(model, 0.05).Single(group => group.WeightDecay > 0);
        string[] decayed = [.. decaying.Parameters.Select(named => named.Name)];
        CollectionAssert.Contains(decayed, "projector.bn0.weight");
        CollectionAssert.DoesNotContain(decayed, "backbone.ln1.weight");
    }

    /// <summary>
    /// Names, decay and learning-rate scale of every group; the official layer decay where the file does not say another.
    /// </summary>
    internal static void AssertFineTuning(string fileName, VisionTransformerClassifier model)
    {
        JsonNode golden = JsonNode.Parse(File.ReadAllText(GoldenFolder.File(fileName)))!;
        double weightDecay = golden["base_weight_decay"]?.GetValue<double>() ?? 0.05;
        double layerDecay = golden["layer_decay"]?.GetValue<double>() ?? 0.65;
        Dictionary<string, ParameterGroup> actual = ParameterGroups.FineTuning(model, weightDecay, layerDecay)
            .ToDictionary(group => group.Name);
        string[] names = [.. golden["groups"]!.AsArray().Select(group => group!["group_name"]!.GetValue<string>())];
        CollectionAssert.AreEqual(names, actual.Keys);
        foreach (JsonNode? expected in golden["groups"]!.AsArray())
        {
            ParameterGroup group = actual[expected!["group_name"]!.GetValue<string>()];
            string[] parameters = [.. group.Parameters.Select(named => named.Name)];
            CollectionAssert.AreEqual(expected["param_names"].Deserialize<string[]>(), parameters, group.Name);
            Assert.AreEqual(expected["weight_decay"]!.GetValue<double>(), group.WeightDecay, group.Name);
            Assert.AreEqual(expected["lr_scale"]!.GetValue<double>(), group.LearningRateScale, 1e-12, group.Name);
            double learningRate = golden["base_lr"]!.GetValue<double>() * group.LearningRateScale;
            Assert.AreEqual(expected["lr"]!.GetValue<double>(), learningRate, 1e-12, group.Name);
        }
    }
}
