using System.Text.Json.Nodes;
using TorchSharp;
using static TorchSharp.torch;

namespace Cmae.MLNet.Tests;

/// <summary>Compares with the reference at the precision of the reference itself: |x - ref| &lt;= max(10·err64, 1e-5·max(1, absmax)).</summary>
internal static class GoldenTolerance
{
    private static readonly JsonNode[] s_known =
    [
        .. GoldenFolder.Configurations("tolerance.json")
            .Select(name => JsonNode.Parse(File.ReadAllText(GoldenFolder.File(name + "tolerance.json")))!),
    ];

    /// <summary>The largest difference that is rounding: 1e-5 of the largest magnitude, or ten times what is recorded for the tensor.</summary>
    public static double Of(string fixture, string name, double absoluteMaximum)
    {
        double error64 = s_known.Max(file => file[fixture]?[name]?["err64_max"]?.GetValue<double>()) ?? 0;
        return Math.Max(10 * error64, 1e-5 * Math.Max(1, absoluteMaximum));
    }

    /// <summary>Fails where a tensor differs from the fixture's by more than rounding.</summary>
    public static void AssertClose(GoldenFixture fixture, string name, Tensor actual)
    {
        using DisposeScope scope = NewDisposeScope();
        AssertClose(fixture, name, actual, fixture.Tensor(name));
    }

    /// <summary>The same, where the expected values are a part of the tensor called <paramref name="name"/>.</summary>
    public static void AssertClose(GoldenFixture fixture, string name, Tensor actual, Tensor expected)
    {
        using DisposeScope scope = NewDisposeScope();
        CollectionAssert.AreEqual(expected.shape, actual.shape, $"Shape of '{name}' in '{fixture.Name}'");
        Tensor reference = expected.to_type(ScalarType.Float64);
        double difference = (actual.detach().cpu().to_type(ScalarType.Float64) - reference).abs().max().item<double>();
        double tolerance = Of(fixture.Name, name, reference.abs().max().item<double>());
        Assert.IsTrue(difference <= tolerance, $"'{name}' in '{fixture.Name}' differs by {difference:g3}, {tolerance:g3} is allowed.");
    }
}
