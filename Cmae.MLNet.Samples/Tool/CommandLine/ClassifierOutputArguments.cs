using System.CommandLine;
using Cmae.MLNet.Samples.Tool.Display;
using Cmae.MLNet.Samples.Tool.Output;
using Microsoft.ML;
using Spectre.Console;

namespace Cmae.MLNet.Samples.Tool.CommandLine;

/// <summary>The options of the verbs that train a classifier which say where to save the model, its encoder, and the figures.</summary>
internal sealed class ClassifierOutputArguments
{
    private readonly OutputOption<FileInfo?> _model = new("--model")
    {
        Description = "Save the whole pipeline here; it loads with stock ML.NET packages.",
        HelpName = "FILE.zip",
    };

    private readonly OutputOption<FileInfo?> _encoder = new("--save-encoder")
    {
        Description = "Save the trained encoder here: .safetensors or .onnx.",
        HelpName = "FILE",
    };

    private readonly FiguresArgument _figures;
    private readonly IAnsiConsole _console;

    /// <summary>Adds the options to a verb.</summary>
    /// <param name="command">The verb.</param>
    /// <param name="console">Where it says what was saved.</param>
    public ClassifierOutputArguments(Command command, IAnsiConsole console)
    {
        _console = console;
        _model.Validators.Add(result => result.RequireExtension(".zip"));
        _encoder.Validators.Add(result => result.RequireExtension(EncoderFile.Extensions));
        command.Add(_model);
        command.Add(_encoder);
        _figures = new FiguresArgument(command);
    }

    /// <summary>Saves the model, if the command line asks for that.</summary>
    public void SaveModel(ParseResult parsed, MLContext ml, ITransformer model, DataViewSchema inputSchema)
    {
        if (parsed.GetValue(_model) is not { } file)
            return;
        ModelFile.Save(ml, model, inputSchema, file.FullName);
        _console.Saved("the model", file);
    }

    /// <summary>Saves the encoder, if the command line asks for that.</summary>
    public void SaveEncoder(ParseResult parsed, CmaeEncoder encoder)
    {
        if (parsed.GetValue(_encoder) is not { } file)
            return;
        EncoderFile.Save(encoder, file);
        _console.Saved("the encoder", file);
    }

    /// <inheritdoc cref="FiguresArgument.Save"/>
    public void SaveFigures<T>(ParseResult parsed, T figures)
    {
        if (_figures.Save(parsed, figures) is { } file)
            _console.Saved("the figures", file);
    }
}
