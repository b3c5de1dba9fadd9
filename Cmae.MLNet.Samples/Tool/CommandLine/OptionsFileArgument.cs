using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using Cmae.MLNet.Samples.Tool.Experiments;

namespace Cmae.MLNet.Samples.Tool.CommandLine;

/// <summary>The option that names a file with those options of the library that have none of their own on the command line.</summary>
internal sealed class OptionsFileArgument
{
    public const string Name = "--options";

    private static readonly JsonDocumentOptions Lenient = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    private readonly Option<FileInfo?> _file;

    /// <summary>Adds the option to a verb.</summary>
    /// <param name="command">The verb.</param>
    /// <param name="example">What such a file may hold.</param>
    public OptionsFileArgument(Command command, string example)
    {
        _file = new(Name)
        {
            Description = $"JSON file with further options of the library by their names in camel case, such as {example}. What the "
                + "command line says itself counts more.",
            HelpName = "FILE.json",
        };
        command.Add(_file);
    }

    /// <summary>Sets what the file says, if there is one.</summary>
    /// <exception cref="InvalidDataException">The file is not a valid file of options; the message says which option is wrong.</exception>
    public void SetOptions<T>(ParseResult parsed, T options)
        where T : class
    {
        if (parsed.GetValue(_file) is not { } file)
            return;
        try
        {
            JsonObject values = JsonNode.Parse(File.ReadAllText(file.FullName), documentOptions: Lenient) as JsonObject
                ?? throw new JsonException("it is not an object in braces");
            OptionValues.SetProperties(values, options, OptionValues.Json);
        }
        catch (Exception exception) when (exception is JsonException or ArgumentException or InvalidOperationException)
        {
            throw new InvalidDataException($"'{file.FullName}' is not a valid file of options: {exception.Message}", exception);
        }
    }
}
