using System.Globalization;
using Cmae.MLNet.Samples.Tool.Display;
using Spectre.Console;

namespace Cmae.MLNet.Samples.Tool.Output;

/// <summary>An encoder, and how its file was read, in words.</summary>
internal static class EncoderText
{
    public static void Print(IAnsiConsole console, CmaeEncoder encoder)
    {
        ((int width, int depth, int heads, int mlpWidth), CmaeImagePreprocessing preprocessing) =
            (encoder.Architecture, encoder.Preprocessing);
        long parameters = encoder.Weights.Values.Sum(weight => (long)weight.Values.Length);
        Grid grid = new Grid().AddColumns(2);
        Add("architecture", $"width {width}, {depth} blocks, {heads} heads, MLP {mlpWidth}; {parameters:N0} weights");
        Add("image", $"{encoder.ImageSize}x{encoder.ImageSize} pixels in patches of {encoder.PatchSize}: "
            + $"{encoder.Configuration.PatchCount} patches");
        Add("last norm", encoder.Configuration.OutputNorm.ToString());
        Add("preprocessing", $"short edge {preprocessing.ResizeSize}, center {encoder.ImageSize}, planes {preprocessing.ChannelOrder}");
        Add("mean, deviation", $"{Text(preprocessing.Mean)}, {Text(preprocessing.StandardDeviation)} (0..255)");
        console.Write(grid);

        void Add(string name, string value) => grid.AddRow(Markup.Escape(name), Markup.Escape(value));
    }

    public static void Print(IAnsiConsole console, CmaeImportReport report)
    {
        console.Line(
            $"naming: {report.Layout}; {report.Mapped.Count} weights mapped, {report.Ignored.Count} tensors ignored, "
                + $"{report.Missing.Count} missing");
        if (!report.Notes.Any(note => note.StartsWith("The file has no checksum", StringComparison.Ordinal)))
            console.Line("checksum: verified");
        foreach (string note in report.Notes)
            console.Line($"- {note}");
        PrintNames(console, "ignored", report.Ignored);
        PrintNames(console, "missing", report.Missing);
    }

    public static void PrintWeights(IAnsiConsole console, CmaeEncoder encoder, CmaeImportReport report)
    {
        Table table = new Table().Border(TableBorder.Simple).AddColumns("weight", "shape", "in the file");
        foreach ((string name, CmaeWeightTensor weight) in encoder.Weights)
        {
            string shape = $"[{string.Join(", ", weight.Shape)}]", source = report.Mapped.GetValueOrDefault(name, "");
            table.AddRow(Markup.Escape(name), Markup.Escape(shape), Markup.Escape(source));
        }
        console.Write(table);
    }

    private static void PrintNames(IAnsiConsole console, string what, IReadOnlyList<string> names)
    {
        const int shown = 8;
        if (names.Count > 0)
            console.Line(
                $"{what}: {string.Join(", ", names.Take(shown))}{(names.Count > shown ? $" and {names.Count - shown} more" : "")}");
    }

    private static string Text(CmaeChannelTriple triple) =>
        string.Create(CultureInfo.InvariantCulture, $"{triple.First:0.###}/{triple.Second:0.###}/{triple.Third:0.###}");
}
