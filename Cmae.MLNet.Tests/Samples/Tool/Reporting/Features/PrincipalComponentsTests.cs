using Cmae.MLNet.Samples.Tool.Reporting.Features;
using Microsoft.ML;

namespace Cmae.MLNet.Tests.Samples.Tool.Reporting.Features;

[TestClass]
public sealed class PrincipalComponentsTests
{
    [TestMethod]
    public void TheFirstFollowsTheDirectionOfGreatestVariance()
    {
        var random = new Random(1);
        float[][] vectors = [.. Enumerable.Range(0, 200)
            .Select(_ => (Along: (float)(random.NextDouble() - 0.5), Across: (float)(random.NextDouble() - 0.5) * 0.1f))
            .Select(v => new[] { 5 + v.Along + v.Across, v.Along - v.Across, 7f })];
        float[][] components = PrincipalComponents.Of(new MLContext(seed: 1), vectors, count: 2);
        float[] along = [.. vectors.Select(v => v[0] - 5 + v[1])];
        Assert.AreEqual(1, Math.Abs(Correlation(along, [.. components.Select(c => c[0])])), 0.02);
        Assert.HasCount(2, components[0]);
    }

    private static double Correlation(float[] first, float[] second)
    {
        (double a, double b) = (first.Average(), second.Average());
        double Covariance(float[] x, double mx, float[] y, double my) => x.Zip(y).Sum(pair => (pair.First - mx) * (pair.Second - my));
        return Covariance(first, a, second, b) / Math.Sqrt(Covariance(first, a, first, a) * Covariance(second, b, second, b));
    }
}
