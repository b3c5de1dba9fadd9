using Cmae.MLNet.Samples.Tool.Display;
using Cmae.MLNet.Samples.Tool.Scores;
using Microsoft.ML;
using Microsoft.ML.Data;
using Spectre.Console;

namespace Cmae.MLNet.Samples.Tool.Output;

/// <summary>A saved ML.NET model in words: its kind, its classes, and what it takes and gives.</summary>
internal static class ModelText
{
    public static void Print(IAnsiConsole console, FileInfo file)
    {
        ITransformer model = new MLContext().Model.LoadChecked(file.FullName, out DataViewSchema? input);
        using var owned = model as IDisposable;
        if (input is null)
        {
            console.Line("kind: featurizer from in-memory images (a column 'Image' of MLImage) to 'Features'");
            console.Line("input columns: the file does not record them");
            return;
        }
        DataViewSchema output = model.GetOutputSchema(input);
        console.Line($"kind: {Kind(output, out string[] classes)}");
        if (classes.Length > 0)
            console.Line($"classes: {string.Join(", ", classes)}");
        console.Line($"input columns: {Columns(input)}");
        console.Line($"output columns: {Columns(output.Where(column => !column.IsHidden && input.GetColumnOrNull(column.Name) is null))}");
    }

    private static string Kind(DataViewSchema output, out string[] classes)
    {
        classes = [];
        if (output.GetColumnOrNull("Score") is { Type: VectorDataViewType { Size: > 1 } })
        {
            ScoreColumn.Of(output, out classes);
            return $"classifier of {classes.Length} classes";
        }
        return "featurizer";
    }

    private static string Columns(IEnumerable<DataViewSchema.Column> columns) =>
        string.Join(", ", columns.Select(column => $"{column.Name} ({column.Type})"));
}
