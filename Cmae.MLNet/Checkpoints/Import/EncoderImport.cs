using Cmae.MLNet.Encoders;
namespace Cmae.MLNet.Checkpoints;

/// <summary>Reads the encoder out of a checkpoint of any known naming.</summary>
internal static class EncoderImport
{
    /// <summary>Reads the encoder that a file holds.</summary>
    /// <param name="file">The open checkpoint.</param>
    /// <param name="heads">Attention heads, where the caller knows.</param>
    /// <exception cref="InvalidDataException">The file holds no encoder that this library can represent.</exception>
    public static (CmaeEncoder Encoder, CmaeImportReport Report) Read(ITensorFile file, int? heads)
    {
        (CheckpointLayout layout, string prefix) = LayoutDetection.Find(file);
        var source = new EncoderSource(file, layout, prefix);
        (CmaeEncoderConfiguration configuration, List<string> notes) = Configure(source, heads);
        var mapped = EncoderLayout.Weights(configuration).ToDictionary(weight => weight.Name, weight => source.Names(weight.Name));
        Check(source, configuration, mapped);
        var weights = EncoderLayout.Weights(configuration)
            .ToDictionary(weight => weight.Name, weight => source.Read(mapped[weight.Name], weight.Shape));
        var used = mapped.Values.SelectMany(names => names).ToHashSet();
        string[] missing = configuration.OutputNorm == CmaeOutputNorm.None ? ["ln1.weight", "ln1.bias"] : [];
        return (new CmaeEncoder(configuration, weights), new CmaeImportReport(
            layout.Name,
            mapped.ToDictionary(weight => weight.Key, weight => string.Join(" + ", weight.Value)),
            [.. file.Tensors.Keys.Where(name => !used.Contains(name))],
            missing, notes));
    }

    private static (CmaeEncoderConfiguration Configuration, List<string> Notes) Configure(EncoderSource source, int? heads)
    {
        (int width, int patch) = source.PatchEmbedding();
        int depth = source.Depth();
        int grid = source.Grid(width);
        List<string> notes = [];
        if (heads is null)
        {
            (heads, string? note) = HeadCount.Find(source.File, source.Layout, width, depth);
            if (note is not null)
                notes.Add(note);
        }
        if (heads < 1 || width % heads != 0)
            throw new ArgumentException(
                $"The option Heads is {heads}, which does not divide the width {width} of the encoder in '{source.File.Path}'. Choose a divisor.",
                nameof(heads));
        int image = grid * patch;
        bool official = source.Layout == CheckpointLayout.Official;
        CmaeChannelOrder order = official ? CmaeChannelOrder.Bgr : CmaeChannelOrder.Rgb;
        var stated = StatedNormalization.Find(source.File.Path, source.Layout);
        notes.Add(official
            ? "The encoder is taken to see blue, green, red, as the official code feeds it (option ChannelOrder)."
            : "The encoder is taken to see red, green, blue (option ChannelOrder).");
        notes.Add(stated is null
            ? "Mean and standard deviation are taken to be ImageNet's (options Mean and StandardDeviation)."
            : $"Mean and standard deviation are those of {stated.File} beside the file (options Mean and StandardDeviation).");
        // evaluation scales the short edge to 256 for 224; Hugging Face's processors scale to the image size itself
        var preprocessing = new CmaeImagePreprocessing(source.Layout == CheckpointLayout.HuggingFace ? image : (int)Math.Round(image * 256.0 / 224), order);
        return (new(new(width, depth, heads.Value, source.MlpWidth()), image, patch)
        {
            OutputNorm = source.OutputNorm,
            Preprocessing = stated is null ? preprocessing : preprocessing with { Mean = stated.Mean, StandardDeviation = stated.StandardDeviation },
        }, notes);
    }

    private static void Check(EncoderSource source, CmaeEncoderConfiguration configuration, Dictionary<string, string[]> mapped)
    {
        string[] errors =
        [
            .. EncoderLayout.Weights(configuration).SelectMany(weight => source.Errors(mapped[weight.Name], weight.Shape)),
            .. source.Additions(mapped.Values.SelectMany(names => names).ToHashSet())
                .Select(name => $"tensor '{name}' changes what the encoder computes, and this library's encoder has nothing like it"),
        ];
        if (errors.Length > 0)
            throw new InvalidDataException(
                $"'{source.File.Path}' ({source.Layout.Name}) holds no encoder that can be read: {string.Join("; ", errors.Take(20))}" +
                $"{(errors.Length > 20 ? $"; and {errors.Length - 20} more" : "")}. Take a checkpoint of a plain Vision Transformer.");
    }
}
