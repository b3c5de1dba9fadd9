using Cmae.MLNet.Samples.Tool.Display;
using Spectre.Console;

namespace Cmae.MLNet.Samples.Tool.Output;

/// <summary>The line of a report about images that could not be read.</summary>
internal static class UnreadableLine
{
    /// <summary>Writes how many images were left out; nothing if none were.</summary>
    public static void Print(IAnsiConsole console, int count)
    {
        if (count == 1)
            console.Line("1 image that cannot be read was left out and is not counted.");
        else if (count > 1)
            console.Line($"{count:N0} images that cannot be read were left out and are not counted.");
    }
}
