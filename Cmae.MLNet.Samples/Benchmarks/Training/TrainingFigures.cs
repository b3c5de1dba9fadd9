using Cmae.MLNet.Samples.Benchmarks.Measuring;

namespace Cmae.MLNet.Samples.Benchmarks.Training;

/// <summary>What was measured of a training step; its properties in camel case are keys of the JSON file.</summary>
/// <param name="Size">Model and image size.</param>
/// <param name="BatchSize">Images of a step.</param>
/// <param name="Gigaflop">1e9 floating-point operations an image, of the official step.</param>
/// <param name="Precision">What this library multiplied matrices in.</param>
/// <param name="Plain">The plain port of the official step, in fp32.</param>
/// <param name="Library">This library's step.</param>
/// <param name="Products">The matrix products of this library's step and nothing else: what it could reach at most, credited with the same operations.</param>
/// <param name="Ratio">How many times as fast as the plain port this library's step is, by the medians.</param>
/// <param name="Peak">The fastest matrix products in the same rounds.</param>
internal sealed record TrainingFigures(
    string Size, int BatchSize, double Gigaflop, string Precision, Speed Plain, Speed Library, Speed Products, double Ratio, Peak Peak)
{
    public static string Text(IReadOnlyList<TrainingFigures> sizes)
    {
        var table = new MarkdownTable("model", "batch", "step", "images/s", "quartiles", "GF/s", "of the peak", "ratio");
        foreach (TrainingFigures size in sizes)
        {
            table.Add([size.Size, $"{size.BatchSize}", size.Plain.Name, .. size.Plain.Cells(), "1"]);
            table.Add(["", "", size.Library.Name, .. size.Library.Cells(), $"{size.Ratio:F2}"]);
            table.Add(
                ["", "", size.Products.Name, .. size.Products.Cells(), $"{size.Products.ImagesPerSecond / size.Plain.ImagesPerSecond:F2}"]);
        }
        return table.ToString();
    }
}
