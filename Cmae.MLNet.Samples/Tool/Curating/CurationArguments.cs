using System.CommandLine;
using Cmae.MLNet.Samples.Tool.CommandLine;
using Microsoft.ML;

namespace Cmae.MLNet.Samples.Tool.Curating;

/// <summary>The options of every verb that compares the images of a folder with one another.</summary>
internal sealed class CurationArguments
{
    private readonly Option<DirectoryInfo> _images = new("--images")
    {
        Description = "Folder of images, with or without class-named sub-folders or a split.csv.",
        HelpName = "DIR",
        Required = true,
    };

    private readonly Option<FileInfo> _encoder = new("--encoder")
    {
        Description = "The encoder whose features are compared: .safetensors, .onnx or .zip.",
        HelpName = "FILE",
        Required = true,
    };

    private readonly BadImagesArgument _badImages;

    /// <summary>Adds the options to a verb.</summary>
    public CurationArguments(Command command)
    {
        command.Add(_images);
        command.Add(_encoder);
        _badImages = new BadImagesArgument(command);
    }

    /// <summary>Reads and embeds the images.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="warn">Takes the warning about images that are left out.</param>
    /// <param name="cancellation">Cancels it.</param>
    public CuratedImages Read(ParseResult parsed, Action<string> warn, CancellationToken cancellation)
    {
        var embedder = new CmaeImageEmbedder(CmaeEncoder.Load(parsed.GetRequiredValue(_encoder).FullName));
        DirectoryInfo folder = parsed.GetRequiredValue(_images);
        IDataView rows = _badImages.Loader(parsed, new MLContext(), warn, cancellation).Load(folder, null);
        return CuratedImages.Of(folder.FullName, rows, embedder, cancellation);
    }
}
