using System.CommandLine;
using Cmae.MLNet.Samples.Tool.Output;

namespace Cmae.MLNet.Samples.Tool.CommandLine;

/// <summary>The option to write a verb's figures to a file.</summary>
internal sealed class FiguresArgument
{
    private readonly OutputOption<FileInfo?> _json = new("--json") { Description = "Write the figures here.", HelpName = "FILE" };

    /// <summary>Adds the option to a verb.</summary>
    public FiguresArgument(Command command) => command.Add(_json);

    /// <summary>Writes the figures, if the command line asks for that.</summary>
    /// <returns>The file; null if none is asked for.</returns>
    public FileInfo? Save<T>(ParseResult parsed, T figures)
    {
        FileInfo? file = parsed.GetValue(_json);
        if (file is not null)
            JsonFile.Save(figures, file.FullName);
        return file;
    }
}
