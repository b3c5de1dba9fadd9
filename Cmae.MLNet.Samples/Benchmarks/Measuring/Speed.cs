using System.Globalization;

namespace Cmae.MLNet.Samples.Benchmarks.Measuring;

/// <summary>A timing as throughput, against the matrix products of the same run.</summary>
/// <param name="Name">What was measured.</param>
/// <param name="Runs">How often.</param>
/// <param name="ImagesPerSecond">Images a second, by the median.</param>
/// <param name="Slow">Images a second that a quarter of the runs stayed below.</param>
/// <param name="Fast">Images a second that a quarter of the runs exceeded.</param>
/// <param name="Gigaflops">1e9 floating-point operations a second, by the median, counting those that the mathematics asks for.</param>
/// <param name="ShareOfPeak">Of the matrix product in the type that is computed in.</param>
internal sealed record Speed(string Name, int Runs, double ImagesPerSecond, double Slow, double Fast, double Gigaflops, double ShareOfPeak)
{
    /// <param name="timing">How long a run took.</param>
    /// <param name="images">Images of a run.</param>
    /// <param name="gigaflopOfImage">1e9 floating-point operations an image.</param>
    /// <param name="peak">1e9 floating-point operations a second of the matrix product.</param>
    public static Speed Of(Timing timing, int images, double gigaflopOfImage, double peak)
    {
        double gigaflops = images * gigaflopOfImage / timing.Median;
        return new(
            timing.Name, timing.Runs, images / timing.Median, images / timing.UpperQuartile, images / timing.LowerQuartile,
            gigaflops, gigaflops / peak);
    }

    /// <summary>Cells of a table: images/s, quartiles, GF/s, share of the peak.</summary>
    public string[] Cells() => [Rate(ImagesPerSecond), $"{Rate(Slow)} to {Rate(Fast)}", Text(Gigaflops, "F0"), Text(ShareOfPeak, "P0")];

    /// <summary>Three digits.</summary>
    public static string Rate(double imagesPerSecond) =>
        Text(imagesPerSecond, imagesPerSecond < 10 ? "F2" : imagesPerSecond < 100 ? "F1" : "N0");

    private static string Text(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
