using System.CommandLine;
using Cmae.MLNet.Samples.Tool.CommandLine;
using Cmae.MLNet.Samples.Tool.Curating;
using Spectre.Console;
using static Cmae.MLNet.Samples.Tool.Curating.CurationOutput;

namespace Cmae.MLNet.Samples.Tool.Verbs;

/// <summary>Finds labels that the most similar images do not share.</summary>
internal static class CheckLabelsVerb
{
    public static Command Create(IAnsiConsole console)
    {
        var command = new VerbCommand("check-labels", "Find labels that look wrong: those that the most similar images do not share.")
        {
            Examples = ["check-labels --images labeled --encoder photos.safetensors --csv doubts.csv --html doubts.html"],
        };
        var arguments = new CurationArguments(command);
        var output = new CurationOutput(command, console, "path, label, suggestion, doubt (0 to 1); the most doubtful first");

        command.SetVerb((parsed, cancellation) =>
        {
            CuratedImages images = arguments.Read(parsed, output.Warn(parsed), cancellation);
            if (images.Labels.Distinct().Count() < 2)
            {
                throw new InvalidDataException(
                    $"The images of '{images.Folder}' have no labels to compare: put them into sub-folders that are named by class, or "
                    + "list them in split.csv.");
            }
            cancellation.ThrowIfCancellationRequested();
            IReadOnlyList<CmaeSuspiciousLabel> doubts = images.Index.SuspiciousLabels(images.Labels);
            List<string[]> records =
            [
                ["path", "label", "suggestion", "doubt"],
                .. doubts.Select(doubt => (string[])[doubt.Key, doubt.Label, doubt.Suggestion, Number(doubt.Doubt)]),
            ];
            output.Write(parsed, records, $"{doubts.Count:N0} of {images.Paths.Count:N0} labels are doubtful.", () =>
            {
                var page = new PicturePage("Labels that look wrong");
                foreach (CmaeSuspiciousLabel doubt in doubts)
                {
                    page.Row(doubt.ToString(), images.Index.SearchLike(doubt.Key, 6)
                        .Select(near => (images.PathOf(near.Key), images.LabelOf(near.Key)))
                        .Prepend((images.PathOf(doubt.Key), doubt.Label)));
                }
                return page;
            });
        });
        return command;
    }
}
