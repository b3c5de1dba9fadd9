using System.CommandLine;
using Cmae.MLNet.Samples.Tool.CommandLine;
using Cmae.MLNet.Samples.Tool.Curating;
using Cmae.MLNet.Samples.Tool.Images;
using Microsoft.ML;
using Spectre.Console;

namespace Cmae.MLNet.Samples.Tool.Verbs;

/// <summary>Finds the images of a folder that are most similar to given ones.</summary>
internal static class SearchVerb
{
    public static Command Create(IAnsiConsole console)
    {
        var command = new VerbCommand("search", "Find the images of a folder that are most similar to given images.")
        {
            Examples = ["search --images photos --encoder photos.safetensors --query shoe.jpg hat.jpg --count 10 --html found.html"],
        };
        var query = new Option<FileInfo[]>("--query")
        {
            Description = "The images to look for; they need not be in the folder.",
            HelpName = "FILES",
            Required = true,
            AllowMultipleArgumentsPerToken = true,
        };
        var count = new Option<int>("--count")
        {
            Description = "How many to find for each.",
            HelpName = "N",
            DefaultValueFactory = _ => 10,
        };
        count.Validators.Add(result => result.RequirePositive<int>());
        command.Add(query);
        command.Add(count);
        var arguments = new CurationArguments(command);
        var output = new CurationOutput(command, console, "query, rank, path, similarity");

        command.SetVerb((parsed, cancellation) =>
        {
            FileInfo[] queries = parsed.GetRequiredValue(query);
            foreach (FileInfo file in queries)
                ReadableImages.Require(new MLContext(), file, cancellation);
            CuratedImages images = arguments.Read(parsed, output.Warn(parsed), cancellation);
            IReadOnlyList<CmaeImageMatch>[] found =
            [
                .. queries.Select(file => images.Index.Search(
                    images.Embedder.Embed(File.ReadAllBytes(file.FullName)), parsed.GetRequiredValue(count))),
            ];
            List<string[]> records = [["query", "rank", "path", "similarity"]];
            foreach ((FileInfo file, IReadOnlyList<CmaeImageMatch> matches) in queries.Zip(found))
            {
                records.AddRange(matches.Select(
                    (match, i) => (string[])[file.Name, $"{i + 1}", match.Key, CurationOutput.Number(match.Similarity)]));
            }
            output.Write(parsed, records, $"{queries.Length} searched among {images.Paths.Count:N0} images.", () =>
            {
                var page = new PicturePage("Similar images");
                foreach ((FileInfo file, IReadOnlyList<CmaeImageMatch> matches) in queries.Zip(found))
                {
                    page.Row(file.Name, matches.Select(match => (images.PathOf(match.Key), $"{match.Key} {match.Similarity:f2}"))
                        .Prepend((file.FullName, "query")));
                }
                return page;
            });
        });
        return command;
    }
}
