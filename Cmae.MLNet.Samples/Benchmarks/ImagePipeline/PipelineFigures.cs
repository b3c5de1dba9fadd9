using Cmae.MLNet.Samples.Benchmarks.Measuring;

namespace Cmae.MLNet.Samples.Benchmarks.ImagePipeline;

/// <summary>How many images one core prepares for training in a second; its properties in camel case are keys of the JSON file.</summary>
/// <param name="ImageSize">Side of the views in pixels.</param>
/// <param name="SourceSize">Side of the JPEG files that the images come from.</param>
/// <param name="Decode">Decoded and reduced images a second: once an image, while decoded images fit the cache.</param>
/// <param name="Augment">Pairs of views a second: in every epoch.</param>
/// <param name="Both">Images a second where nothing fits the cache.</param>
internal sealed record PipelineFigures(int ImageSize, int SourceSize, double Decode, double Augment, double Both)
{
    public static string Text(IReadOnlyList<PipelineFigures> sizes)
    {
        var table = new MarkdownTable("views", "JPEG files", "decoded images/s", "pairs of views/s", "both, images/s");
        foreach (PipelineFigures size in sizes)
            table.Add(
                $"{size.ImageSize} px", $"{size.SourceSize} px", Speed.Rate(size.Decode), Speed.Rate(size.Augment), Speed.Rate(size.Both));
        return "On one core.\n\n" + table;
    }
}
