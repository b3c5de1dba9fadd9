using System.CommandLine;
using Cmae.MLNet.Samples.Tool.CommandLine;
using Cmae.MLNet.Samples.Tool.Curating;
using Spectre.Console;
using static Cmae.MLNet.Samples.Tool.Curating.CurationOutput;

namespace Cmae.MLNet.Samples.Tool.Verbs;

/// <summary>Finds images that are copies of one another, or nearly so.</summary>
internal static class DuplicatesVerb
{
    /// <summary>Images that copies are made of to measure the threshold.</summary>
    private const int Sampled = 200;

    public static Command Create(IAnsiConsole console)
    {
        var command = new VerbCommand("duplicates", "Find images of a folder that are copies of one another, or nearly so.")
        {
            Examples = ["duplicates --images photos --encoder photos.safetensors --csv pairs.csv --html pairs.html"],
        };
        var threshold = new Option<double?>("--threshold")
        {
            Description = "Similarity from which two images are near-duplicates, up to 1. The default is measured: what 95 % of copies "
                + "reach that are made of the folder's own images, smaller and compressed again.",
            HelpName = "S",
        };
        threshold.Validators.Add(result =>
        {
            if (result.Parsed<double>() is <= 0 or > 1)
                result.AddError("--threshold must be more than 0 and at most 1.");
        });
        command.Add(threshold);
        var arguments = new CurationArguments(command);
        var output = new CurationOutput(command, console, "first, second, similarity");

        command.SetVerb((parsed, cancellation) =>
        {
            CuratedImages images = arguments.Read(parsed, output.Warn(parsed), cancellation);
            double least = parsed.GetValue(threshold)
                ?? CmaeDuplicateThreshold.Measure(images.Index, images.Embedder, images.Sample(Sampled));
            cancellation.ThrowIfCancellationRequested();
            IReadOnlyList<CmaeImagePair> pairs = images.Index.NearDuplicates(least);
            List<string[]> records =
            [
                ["first", "second", "similarity"],
                .. pairs.Select(pair => (string[])[pair.First, pair.Second, Number(pair.Similarity)]),
            ];
            string summary = FormattableString.Invariant(
                $"{pairs.Count:N0} pairs of {images.Paths.Count:N0} images have a similarity of at least {least:f4}.");
            output.Write(parsed, records, summary, () =>
            {
                var page = new PicturePage("Near-duplicates");
                foreach (CmaeImagePair pair in pairs)
                {
                    page.Row(
                        $"Similarity {Number(pair.Similarity)}",
                        [(images.PathOf(pair.First), pair.First), (images.PathOf(pair.Second), pair.Second)]);
                }
                return page;
            });
        });
        return command;
    }
}
