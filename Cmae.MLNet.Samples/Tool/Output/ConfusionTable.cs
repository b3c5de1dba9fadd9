using Cmae.MLNet.Samples.Tool.Display;
using Spectre.Console;

namespace Cmae.MLNet.Samples.Tool.Output;

/// <summary>A confusion matrix for the eye: whole where it is small, else the most frequent confusions.</summary>
internal static class ConfusionTable
{
    private const int MostColumns = 12, MostConfusions = 20;

    /// <summary>Prints a matrix.</summary>
    /// <param name="console">Where to.</param>
    /// <param name="classes">Names of the classes.</param>
    /// <param name="matrix">Images by their class (rows) and what was predicted (columns).</param>
    public static void Print(IAnsiConsole console, IReadOnlyList<string> classes, IReadOnlyList<int[]> matrix)
    {
        bool isSmall = classes.Count <= MostColumns;
        console.Line(isSmall
            ? "Images of a class (rows) by what was predicted (columns):"
            : $"The {MostConfusions} most frequent confusions of {classes.Count} classes:");
        console.Write(isSmall ? Whole(classes, matrix) : MostFrequent(classes, matrix));
    }

    private static Table Whole(IReadOnlyList<string> classes, IReadOnlyList<int[]> matrix)
    {
        Table table = new Table().Border(TableBorder.Rounded).AddColumn("");
        for (int number = 1; number <= classes.Count; number++)
            table.AddColumn(new TableColumn($"{number}").RightAligned());
        foreach ((int index, int[] row) in matrix.Index())
        {
            IEnumerable<string> counts = row.Select((count, column) => column == index ? $"[bold]{count}[/]" : $"{count}");
            table.AddRow([Markup.Escape($"{index + 1} {classes[index]}"), .. counts]);
        }
        return table;
    }

    private static Table MostFrequent(IReadOnlyList<string> classes, IReadOnlyList<int[]> matrix)
    {
        Table table = new Table().Border(TableBorder.Rounded).AddColumns("Images of", "predicted as")
            .AddColumn(new TableColumn("Images").RightAligned());
        var confusions = from row in matrix.Index()
                         from cell in row.Item.Index()
                         where row.Index != cell.Index && cell.Item > 0
                         orderby cell.Item descending
                         select (Class: classes[row.Index], Predicted: classes[cell.Index], Count: cell.Item);
        foreach ((string name, string predicted, int count) in confusions.Take(MostConfusions))
            table.AddRow(Markup.Escape(name), Markup.Escape(predicted), $"{count:N0}");
        return table;
    }
}
