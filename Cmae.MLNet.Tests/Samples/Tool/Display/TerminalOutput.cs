using System.Text;
using Spectre.Console;

namespace Cmae.MLNet.Tests.Samples.Tool.Display;

/// <summary>What a terminal of some width is sent.</summary>
internal sealed class TerminalOutput(int width) : IAnsiConsoleOutput
{
    private readonly StringWriter _written = new();

    public TextWriter Writer => _written;

    public bool IsTerminal => true;

    public int Width => width;

    public int Height => 24;

    public string Text => _written.ToString();

    /// <summary>A console on it.</summary>
    public IAnsiConsole Console(bool ansi = false) => AnsiConsole.Create(new AnsiConsoleSettings
    {
        Out = this,
        Ansi = ansi ? AnsiSupport.Yes : AnsiSupport.No,
        Interactive = ansi ? InteractionSupport.Yes : InteractionSupport.No,
    });

    public void SetEncoding(Encoding encoding)
    {
        // text is kept as it is
    }
}
