using System.Globalization;
using Cmae.MLNet.Samples.Benchmarks.Measuring;

namespace Cmae.MLNet.Samples.Benchmarks.Inference;

/// <summary>What was measured of an encoder's features; its properties in camel case are keys of the JSON file.</summary>
/// <param name="Size">Encoder and image size.</param>
/// <param name="Gigaflop">1e9 floating-point operations an image.</param>
/// <param name="Ways">The ways to compute features; the first is what ratios refer to.</param>
/// <param name="Peak">The fastest matrix products in the same rounds.</param>
internal sealed record InferenceFigures(string Size, double Gigaflop, IReadOnlyList<InferenceWay> Ways, Peak Peak)
{
    public static string Text(IReadOnlyList<InferenceFigures> sizes)
    {
        var table = new MarkdownTable(
            "encoder", "way", "images/s", "quartiles", "GF/s", "of the fp32 peak", "ratio", "off by, mean", "largest", "cosine");
        foreach (InferenceFigures size in sizes)
        {
            string name = size.Size;
            foreach (InferenceWay way in size.Ways)
            {
                double ratio = way.Speed.ImagesPerSecond / size.Ways[0].Speed.ImagesPerSecond;
                table.Add(
                [
                    name, way.Speed.Name, .. way.Speed.Cells(), ratio.ToString("F2", CultureInfo.InvariantCulture),
                    .. way.Difference?.Cells() ?? ["", "", ""],
                ]);
                name = "";
            }
        }
        return table.ToString();
    }
}

/// <summary>A way to compute features.</summary>
/// <param name="Speed">Its throughput.</param>
/// <param name="Difference">From the plain port's features; null where it is the same computation in fp32.</param>
internal sealed record InferenceWay(Speed Speed, FeatureDifference? Difference);
