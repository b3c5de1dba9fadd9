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
    public void Save<T>(ParseResult parsed, T figures)
    {
        if (parsed.GetValue(_json) is { } file)
            JsonFile.Save(figures, file.FullName);
    }
}
