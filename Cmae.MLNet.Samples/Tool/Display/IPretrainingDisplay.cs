using Spectre.Console;

namespace Cmae.MLNet.Samples.Tool.Display;

/// <summary>Shows how a pre-training goes.</summary>
internal interface IPretrainingDisplay
{
    /// <summary>Runs the work; what it reports is shown until it ends.</summary>
    /// <param name="options">What the work trains with; read only.</param>
    /// <param name="work">Gets the function to report each step to.</param>
    void Run(CmaePretrainingOptions options, Action<Action<CmaePretrainingStep>> work);

    /// <summary>A live display on a terminal, plain lines where output is redirected.</summary>
    static IPretrainingDisplay Create(IAnsiConsole console) =>
        console.Profile.Capabilities is { Ansi: true, Interactive: true } && console.Profile.Out.IsTerminal
            ? new LiveDisplay(console, TimeProvider.System)
            : new PlainDisplay(console, TimeProvider.System);
}
