using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Cmae.MLNet.Classification;
using Cmae.MLNet.Featurization;
using Cmae.MLNet.Pretraining;
using Cmae.MLNet.Segmentation;
using Microsoft.ML.SearchSpace;
using RangeAttribute = Microsoft.ML.SearchSpace.RangeAttribute;

namespace Cmae.MLNet.Tests.Training;

/// <summary>AutoML makes options from JSON and takes what it sweeps, and where it starts, from their attributes.</summary>
[TestClass]
public class SweptOptionsTests
{
    /// <summary>What AutoML's <c>Parameter.AsType</c> reads with.</summary>
    private static readonly JsonSerializerOptions s_json = new() { Converters = { new JsonStringEnumConverter() } };

    private static readonly Dictionary<Type, Action<object>> s_validations = new()
    {
        [typeof(CmaePretrainingOptions)] = options => PretrainingOptionsValidation.Validate((CmaePretrainingOptions)options),
        [typeof(CmaeFeaturizingEstimator.Options)] =
            options => FeaturizingOptionsValidation.Validate((CmaeFeaturizingEstimator.Options)options),
        [typeof(CmaeImageClassificationTrainer.Options)] =
            options => ClassificationOptionsValidation.Validate((CmaeImageClassificationTrainer.Options)options),
        [typeof(CmaeSegmentationTrainer.Options)] =
            options => SegmentationOptionsValidation.Validate((CmaeSegmentationTrainer.Options)options),
    };

    private static IEnumerable<object[]> SweptTypes =>
        from type in typeof(CmaePretrainingOptions).Assembly.GetExportedTypes()
        where !type.IsAbstract && type.GetProperties().Any(IsSwept)
        select new object[] { type };

    [TestMethod]
    public void EveryTypeWithASweptOptionIsKnownHere() =>
        CollectionAssert.AreEquivalent(s_validations.Keys, SweptTypes.Select(row => (Type)row[0]).ToList());

    [TestMethod]
    [DynamicData(nameof(SweptTypes))]
    public void EmptyJsonGivesTheDefaults(Type type)
    {
        object read = JsonSerializer.Deserialize("{}", type, s_json)!;

        s_validations[type](read);
        Assert.AreEqual(JsonSerializer.Serialize(Activator.CreateInstance(type), s_json), JsonSerializer.Serialize(read, s_json));
    }

    [TestMethod]
    [DynamicData(nameof(SweptTypes))]
    public void ASweepStartsAtTheDefaults(Type type)
    {
        object defaults = Activator.CreateInstance(type)!;
        foreach (PropertyInfo property in type.GetProperties())
        {
            if (StartOf(property) is { } start)
                Assert.AreEqual(property.GetValue(defaults), start, property.Name);
        }
    }

    [TestMethod]
    [DynamicData(nameof(SweptTypes))]
    public void EveryDrawIsAValidOption(Type type)
    {
        var random = new Random(1);
        for (int draw = 0; draw < 100; draw++)
        {
            JsonObject drawn = Draw(type, random);

            object read = drawn.Deserialize(type, s_json)!;

            s_validations[type](read);
            AssertHolds(drawn, JsonSerializer.SerializeToNode(read, s_json)!.AsObject());
        }
    }

    private static bool IsSwept(PropertyInfo property) =>
        StartOf(property) is not null || property.GetCustomAttribute<NestOptionAttribute>() is not null;

    private static object? StartOf(PropertyInfo property) =>
        property.GetCustomAttribute<RangeAttribute>() is { } range ? range.Init ?? range.Min
        : property.GetCustomAttribute<ChoiceAttribute>() is { } choice ? choice.DefaultValue ?? choice.Candidates[0]
        : property.GetCustomAttribute<BooleanChoiceAttribute>()?.DefaultValue;

    private static JsonObject Draw(Type type, Random random)
    {
        var drawn = new JsonObject();
        foreach (PropertyInfo property in type.GetProperties())
        {
            JsonNode? value =
                property.GetCustomAttribute<RangeAttribute>() is { } range ? Between(range, random.NextDouble())
                : property.GetCustomAttribute<ChoiceAttribute>() is { } choice ? Node(random.GetItems(choice.Candidates, 1)[0])
                : property.GetCustomAttribute<BooleanChoiceAttribute>() is not null ? random.Next(2) == 1
                : property.GetCustomAttribute<NestOptionAttribute>() is not null ? Draw(property.PropertyType, random)
                : null;
            if (value is not null)
                drawn[property.Name] = value;
        }

        return drawn;
    }

    private static double Between(RangeAttribute range, double share)
    {
        (double low, double high) = ((double)range.Min, (double)range.Max);
        return range.LogBase ? low * Math.Pow(high / low, share) : low + (high - low) * share;
    }

    private static JsonNode Node(object value) => JsonSerializer.SerializeToNode(value, s_json)!;

    private static void AssertHolds(JsonObject expected, JsonObject actual)
    {
        foreach ((string name, JsonNode? value) in expected)
        {
            if (value is JsonObject nested)
                AssertHolds(nested, actual[name]!.AsObject());
            else
                Assert.AreEqual(value!.ToJsonString(), actual[name]!.ToJsonString(), name);
        }
    }
}
