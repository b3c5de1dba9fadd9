using System.CommandLine;

namespace Cmae.MLNet.Samples.Tool.CommandLine;

/// <summary>A verb, with command lines to copy.</summary>
/// <param name="name">The verb.</param>
/// <param name="description">What it does.</param>
internal sealed class VerbCommand(string name, string description) : Command(name, description)
{
    /// <summary>Command lines that its help ends with, without the program's name.</summary>
    public required IReadOnlyList<string> Examples { get; init; }
}
