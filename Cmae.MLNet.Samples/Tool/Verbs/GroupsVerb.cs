using System.CommandLine;
using Cmae.MLNet.Samples.Tool.CommandLine;
using Cmae.MLNet.Samples.Tool.Curating;
using Spectre.Console;
using static Cmae.MLNet.Samples.Tool.Curating.CurationOutput;

namespace Cmae.MLNet.Samples.Tool.Verbs;

/// <summary>Groups the images of a folder by what they show.</summary>
internal static class GroupsVerb
{
    public static Command Create(IAnsiConsole console)
    {
        var command = new VerbCommand("groups", "Group the images of a folder by what they show, without labels.")
        {
            Examples = ["groups --images photos --encoder photos.safetensors --count 20 --csv groups.csv --html groups.html"],
        };
        var count = new Option<int>("--count")
        {
            Description = "How many groups.",
            HelpName = "N",
            DefaultValueFactory = _ => 20,
        };
        var seed = new Option<int>("--seed") { Description = "Seed of the grouping.", HelpName = "N", DefaultValueFactory = _ => 1 };
        count.Validators.Add(result => result.RequirePositive<int>());
        command.Add(count);
        command.Add(seed);
        var arguments = new CurationArguments(command);
        var output = new CurationOutput(command, console, "group, path, similarity to the group's middle; the most typical first");

        command.SetVerb((parsed, cancellation) =>
        {
            CuratedImages images = arguments.Read(parsed, output.Warn(parsed), cancellation);
            IReadOnlyList<CmaeImageGroup> groups = images.Index.Groups(
                Math.Min(parsed.GetRequiredValue(count), images.Paths.Count), parsed.GetRequiredValue(seed));
            List<string[]> records =
            [
                ["group", "path", "similarity"],
                .. groups.Index().SelectMany(
                    group => group.Item.Images,
                    (group, image) => (string[])[$"{group.Index + 1}", image.Key, Number(image.Similarity)]),
            ];
            output.Write(parsed, records, $"{images.Paths.Count:N0} images in {groups.Count} groups.", () =>
            {
                var page = new PicturePage("Groups of similar images");
                foreach ((int i, CmaeImageGroup group) in groups.Index())
                {
                    page.Row(
                        $"Group {i + 1}: {group.Images.Count:N0} images like {group.Name}",
                        group.Images.Select(image => (images.PathOf(image.Key), image.Key)));
                }
                return page;
            });
        });
        return command;
    }
}
