using Cmae.MLNet.Samples.Tool.Display;
using Cmae.MLNet.Samples.Tool.Output;
using Cmae.MLNet.Samples.Tool.Reporting.Features;
using Spectre.Console;

namespace Cmae.MLNet.Samples.Tool.Explaining;

/// <summary>An explanation on the console.</summary>
internal static class ExplanationText
{
    private const int ShownClasses = 5;
    private const string Shades = " .:-=+*#%@";

    public static void Print(
        IAnsiConsole console, Explanation explanation, FeaturedImages trained, IReadOnlyList<(int Image, float Similarity)> nearest,
        string folder)
    {
        console.Line(
            $"{System.IO.Path.GetFileName(explanation.Path)}: "
                + $"{string.Join(", ", explanation.Scores.Take(ShownClasses).Select(pair => $"{pair.Class} {pair.Score:F3}"))}");
        console.Line("Where the encoder looks (a character for each patch, '@' for the most):");
        foreach (string line in Map(explanation.Attention))
            console.Line($"  {line}");
        console.Line($"The most alike of {trained.Paths.Count:N0} training images, by the cosine of their features, their mean taken out:");
        Table table = new Table().Border(TableBorder.Rounded).AddColumns("Image", "Label")
            .AddColumn(new TableColumn("Similarity").RightAligned());
        foreach ((int image, float similarity) in nearest)
            table.AddRow(
                Markup.Escape(RelativePath.Of(folder, trained.Paths[image])), Markup.Escape(trained.Labels[image]), $"{similarity:F3}");
        console.Write(table);
    }

    /// <summary>A line for every row of patches, two characters a patch, which makes them about square.</summary>
    internal static IEnumerable<string> Map(IReadOnlyList<float> attention)
    {
        (float least, float most) = (attention.Min(), attention.Max());
        return attention.Chunk((int)Math.Sqrt(attention.Count)).Select(row => string.Concat(row.Select(value =>
            new string(Shades[(int)((Shades.Length - 1) * (value - least) / Math.Max(most - least, 1e-9f))], 2))));
    }
}
