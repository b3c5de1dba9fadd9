using System.CommandLine;

namespace Cmae.MLNet.Samples.Tool.CommandLine;

/// <summary>The option of tables whose cells come from names of files and folders, which anybody may have chosen.</summary>
internal sealed class SpreadsheetArgument
{
    private readonly Option<bool> _spreadsheet = new("--spreadsheet")
    {
        Description = "Make the CSV safe to open in a spreadsheet: an apostrophe before names that it would take for formulas (that begin "
            + "with =, +, - or @). Paths of such names then no longer lead to the files.",
    };

    /// <summary>Adds the option to a verb.</summary>
    public SpreadsheetArgument(Command command) => command.Add(_spreadsheet);

    public bool Value(ParseResult parsed) => parsed.GetValue(_spreadsheet);
}
