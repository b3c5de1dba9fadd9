using System.Text.Json.Nodes;
using Cmae.MLNet.Modeling;

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
    public void BatchNormWeightsDecay()
    {
        using CmaeModel model = GoldenModel.Load(Pretrainings.First());
        string[] decayed = [.. ParameterGroups.Pretraining(model, 0.05).Single(group => group.WeightDecay > 0).Parameters.Select(named => named.Name)];
        CollectionAssert.Contains(decayed, "projector.bn0.weight");
        CollectionAssert.DoesNotContain(decayed, "backbone.ln1.weight");
    }
}
