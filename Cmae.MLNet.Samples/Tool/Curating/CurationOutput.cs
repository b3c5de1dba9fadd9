using System.CommandLine;
using System.Globalization;
using Cmae.MLNet.Samples.Tool.CommandLine;
using Cmae.MLNet.Samples.Tool.Display;
using Cmae.MLNet.Samples.Tool.Output;
using Spectre.Console;

namespace Cmae.MLNet.Samples.Tool.Curating;

/// <summary>Where such a verb's result goes: a table, to a file or to standard output, and a page of pictures.</summary>
internal sealed class CurationOutput
{
    private readonly IAnsiConsole _console;
    private readonly SpreadsheetArgument _spreadsheet;

    private readonly OutputOption<FileInfo?> _html = new("--html")
    {
        Description = "Also write a page with the pictures, in one file.",
        HelpName = "FILE",
    };

    private readonly OutputOption<FileInfo?> _csv;

    /// <summary>Adds the options to a verb.</summary>
    /// <param name="command">The verb.</param>
    /// <param name="console">Where results go.</param>
    /// <param name="columns">The table's columns, for the help.</param>
    public CurationOutput(Command command, IAnsiConsole console, string columns)
    {
        _console = console;
        _csv = new("--csv")
        {
            Description = $"File to write: {columns}. The default is standard output.",
            HelpName = "FILE",
        };
        _html.Validators.Add(result => result.RequireExtension(".html", ".htm"));
        command.Add(_csv);
        command.Add(_html);
        _spreadsheet = new SpreadsheetArgument(command);
    }

    /// <summary>Takes warnings: on standard error if the table goes to standard output.</summary>
    public Action<string> Warn(ParseResult parsed)
    {
        TextWriter error = parsed.InvocationConfiguration.Error;
        return parsed.GetValue(_csv) is null ? text => error.WriteLine($"cmae: {VisibleText.Of(text)}") : _console.Warn;
    }

    /// <summary>A similarity, as a table has it.</summary>
    public static string Number(double value) => value.ToString("f4", CultureInfo.InvariantCulture);

    /// <summary>Writes what was found.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="records">The table: its header, then a record for each row.</param>
    /// <param name="summary">What is told of it.</param>
    /// <param name="page">Draws the page; called if it is wanted.</param>
    public void Write(ParseResult parsed, IReadOnlyCollection<string[]> records, string summary, Func<PicturePage> page)
    {
        FileInfo? table = parsed.GetValue(_csv);
        CsvTable.Write(_console, table, _spreadsheet.Value(parsed), records);
        if (table is not null)
            _console.Line($"{summary} Saved {table.FullName}.");
        if (parsed.GetValue(_html) is { } html)
        {
            page().Save(html.FullName, summary);
            if (table is not null)
                _console.Line($"Saved {html.FullName}.");
        }
    }
}
