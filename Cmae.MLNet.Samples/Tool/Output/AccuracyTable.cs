using Spectre.Console;

namespace Cmae.MLNet.Samples.Tool.Output;

/// <summary>Accuracies side by side, each with how it was obtained.</summary>
internal static class AccuracyTable
{
    /// <summary>One line.</summary>
    /// <param name="Features">What the classifier saw.</param>
    /// <param name="Accuracy">Share of the test images, from 0 to 1.</param>
    /// <param name="Protocol">How it was measured.</param>
    public sealed record Row(string Features, double Accuracy, string Protocol);

    public static void Print(IAnsiConsole console, IEnumerable<Row> rows)
    {
        Table table = new Table().Border(TableBorder.Rounded)
            .AddColumn("Features")
            .AddColumn(new TableColumn("Accuracy").RightAligned())
            .AddColumn("Protocol");
        foreach (Row row in rows)
            table.AddRow(Markup.Escape(row.Features), $"{100 * row.Accuracy:F1} %", Markup.Escape(row.Protocol));
        console.Write(table);
    }
}
