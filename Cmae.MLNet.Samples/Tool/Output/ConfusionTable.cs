using Cmae.MLNet.Samples.Tool.Display;
using Spectre.Console;

namespace Cmae.MLNet.Samples.Tool.Output;

/// <summary>A confusion matrix for the eye: whole where it is small, else the most frequent confusions.</summary>
internal static class ConfusionTable
{
    private const int MostColumns = 12, MostConfusions = 20, LeastName = 6;

    /// <summary>Prints a matrix.</summary>
    /// <param name="console">Where to; if it is too narrow for the names, they are numbered, and the columns show as much as there is room for.</param>
    /// <param name="classes">Names of the classes.</param>
    /// <param name="matrix">Images by their class (rows) and what was predicted (columns).</param>
    public static void Print(IAnsiConsole console, IReadOnlyList<string> classes, IReadOnlyList<int[]> matrix)
    {
        bool isSmall = classes.Count <= MostColumns;
        console.Line(isSmall
            ? "Images of a class (rows) by what was predicted (columns):"
            : $"The {MostConfusions} most frequent confusions of {classes.Count} classes:");
        console.Write(isSmall ? Whole(classes, matrix, console.Profile.Width) : MostFrequent(classes, matrix));
    }

    private static Table Whole(IReadOnlyList<string> classes, IReadOnlyList<int[]> matrix, int width)
    {
        const int frame = 3, number = 3; // a border and a space on each side; two digits and a space
        int left = width - 1 - classes.Max(name => name.Length) - frame;
        bool fit = classes.Sum(name => name.Length + frame) <= left;
        int room = ((left - number) / classes.Count) - frame;
        Table table = new Table().Border(TableBorder.Rounded).AddColumn(new TableColumn("").NoWrap());
        foreach ((int index, string name) in classes.Index())
            table.AddColumn(new TableColumn(Markup.Escape(fit ? name : Shortened($"{index + 1} {name}", room))).RightAligned().NoWrap());
        foreach ((int index, int[] row) in matrix.Index())
        {
            IEnumerable<string> counts = row.Select((count, column) => column == index ? $"[bold]{count}[/]" : $"{count}");
            table.AddRow([Markup.Escape(fit ? classes[index] : $"{index + 1} {classes[index]}"), .. counts]);
        }
        return table;
    }

    /// <summary>A numbered name in so much room, but the number at least.</summary>
    private static string Shortened(string name, int room)
    {
        if (name.Length <= room)
            return name;
        return room >= LeastName ? $"{name[..(room - 1)]}…" : name[..name.IndexOf(' ')];
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
