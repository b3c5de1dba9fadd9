using Spectre.Console;

namespace Cmae.MLNet.Samples.Tool.Output;

/// <summary>A table that goes to a file, which appears when it is complete, or to standard output.</summary>
internal static class CsvTable
{
    /// <summary>Writes records one after the other.</summary>
    /// <param name="console">Standard output.</param>
    /// <param name="file">The file; null for standard output.</param>
    /// <param name="guardsFormulas">As <see cref="CsvWriter.GuardsFormulas"/> says.</param>
    /// <param name="records">The header, then a record for each row.</param>
    /// <returns>Number of rows.</returns>
    public static int Write(IAnsiConsole console, FileInfo? file, bool guardsFormulas, IEnumerable<string[]> records)
    {
        if (file is null)
        {
            using var lines = new CsvWriter(console.Profile.Out.Writer) { GuardsFormulas = guardsFormulas };
            return Write(lines, records);
        }
        using OutputFile output = OutputFile.Create(file.FullName);
        int rows;
        using (var writer = new CsvWriter(output.Stream) { GuardsFormulas = guardsFormulas })
            rows = Write(writer, records);
        output.Complete();
        return rows;
    }

    private static int Write(CsvWriter writer, IEnumerable<string[]> records)
    {
        int rows = -1; // the header is none
        foreach (string[] record in records)
        {
            writer.WriteRecord(record);
            rows++;
        }
        return rows;
    }
}
