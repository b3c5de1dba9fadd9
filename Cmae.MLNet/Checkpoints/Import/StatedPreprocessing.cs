using System.Globalization;
using System.Text.Json;

namespace Cmae.MLNet.Checkpoints;

/// <summary>How images become an encoder's input, as the files beside foreign weights, or the training configuration in them, state it.</summary>
internal static class StatedPreprocessing
{
    private const string ProcessorFile = "preprocessor_config.json", TimmFile = "config.json";

    /// <summary>timm's and the usual evaluation scale the short edge to 256 pixels for an image of 224.</summary>
    private const double UsualCrop = 224.0 / 256;

    /// <summary>The preprocessing of an encoder, and what about it was stated, assumed or cannot be followed.</summary>
    /// <param name="file">The checkpoint.</param>
    /// <param name="layout">Its naming.</param>
    /// <param name="imageSize">Side of the encoder's image.</param>
    /// <param name="notes">Takes what a reader should know.</param>
    public static CmaeImagePreprocessing Find(ITensorFile file, CheckpointLayout layout, int imageSize, List<string> notes)
    {
        if (layout == CheckpointLayout.Official)
            return OfTraining(file, imageSize, notes);
        if (layout.IsHuggingFace && Beside(file, ProcessorFile, notes) is { } processor)
            return OfProcessor(processor, imageSize, notes);
        if (layout == CheckpointLayout.Timm && Beside(file, TimmFile, notes) is { } configuration)
            return OfTimm(configuration.Object("pretrained_cfg") ?? configuration, imageSize, notes);
        notes.Add("The encoder is taken to see red, green, blue (option ChannelOrder).");
        notes.Add(Assumed);
        // Hugging Face's processors scale to the image size itself
        return new(layout.IsHuggingFace ? imageSize : Scaled(imageSize, UsualCrop), CmaeChannelOrder.Rgb);
    }

    private static string Assumed => "Mean and standard deviation are taken to be ImageNet's (options Mean and StandardDeviation).";

    private static CmaeImagePreprocessing OfTraining(ITensorFile file, int imageSize, List<string> notes)
    {
        CmaeChannelOrder? order = TrainingConfiguration.ChannelOrder(file);
        notes.Add(order switch
        {
            CmaeChannelOrder.Rgb => "The encoder sees red, green, blue, " +
                "as the training configuration in the file says (option ChannelOrder).",
            CmaeChannelOrder.Bgr => "The encoder sees blue, green, red, " +
                "as the training configuration in the file says (option ChannelOrder).",
            _ => "The encoder is taken to see blue, green, red, as the official code feeds it (option ChannelOrder).",
        });
        var preprocessing = new CmaeImagePreprocessing(Scaled(imageSize, UsualCrop), order ?? CmaeChannelOrder.Bgr);
        return Normalized(preprocessing, TrainingConfiguration.Normalization(file), "the training configuration in the file", null, notes);
    }

    private static CmaeImagePreprocessing OfProcessor(JsonElement processor, int imageSize, List<string> notes)
    {
        bool flips = processor.Flag("do_flip_channel_order", false);
        notes.Add(flips
            ? $"The encoder sees blue, green, red, as {ProcessorFile} says (option ChannelOrder)."
            : "The encoder is taken to see red, green, blue (option ChannelOrder).");
        var preprocessing =
            new CmaeImagePreprocessing(ShortEdge(processor, imageSize, notes), flips ? CmaeChannelOrder.Bgr : CmaeChannelOrder.Rgb);
        StatedNormalization? stated = StatedNormalization.OfProcessor(processor, out string? problem);
        return Normalized(preprocessing, stated, $"{ProcessorFile} beside the file", problem, notes);
    }

    /// <summary>Pixels of the short edge: <c>size</c> says to what images are scaled, <c>crop_size</c> what is kept of them.</summary>
    private static int ShortEdge(JsonElement processor, int imageSize, List<string> notes)
    {
        JsonElement? size = processor.Object("size"), crop = processor.Object("crop_size");
        double? edge = size?.Number("shortest_edge"), square = size?.Number("height") ?? processor.Number("size");
        if (!processor.Flag("do_resize", true))
            notes.Add($"{ProcessorFile} says that images are not resized; here they are.");
        else if (edge is null && square is not null)
            notes.Add("Hugging Face's processor squeezes images into a square; here the short edge is scaled and the center kept, " +
                "so images that are not square give other features.");
        double? scaled = edge ?? square;
        double? kept = processor.Flag("do_center_crop", false) ? crop?.Number("height") ?? processor.Number("crop_size") : null;
        if (kept is null && edge is not null)
            notes.Add("Hugging Face's processor keeps the whole of an image that is not square; here the center is kept.");
        kept ??= scaled;
        if (kept is { } side && side != imageSize)
            notes.Add(string.Create(CultureInfo.InvariantCulture, $"{ProcessorFile} makes images of {side} pixels, " +
                $"where the encoder's positions are for {imageSize} (option ImageSize)."));
        return kept is > 0 and var inner && scaled is { } outer && outer >= inner ? Scaled(imageSize, inner / outer) : imageSize;
    }

    private static CmaeImagePreprocessing OfTimm(JsonElement configuration, int imageSize, List<string> notes)
    {
        notes.Add("The encoder is taken to see red, green, blue (option ChannelOrder).");
        if (configuration.Text("crop_mode") is { } mode && mode != "center")
            notes.Add($"{TimmFile} says that images are cropped by '{mode}'; " +
                "here the center is kept, so images that are not square give other features.");
        double crop = configuration.Number("crop_pct") is > 0 and <= 1 and var stated ? stated : UsualCrop;
        var preprocessing = new CmaeImagePreprocessing(Scaled(imageSize, crop), CmaeChannelOrder.Rgb);
        StatedNormalization? normalization = StatedNormalization.OfTimm(configuration, out string? problem);
        return Normalized(preprocessing, normalization, $"{TimmFile} beside the file", problem, notes);
    }

    private static CmaeImagePreprocessing Normalized(
        CmaeImagePreprocessing preprocessing, StatedNormalization? stated, string where, string? problem, List<string> notes)
    {
        if (stated is null)
        {
            notes.Add(problem is null ? Assumed : $"{where} cannot be followed: {problem}. {Assumed}");
            return preprocessing;
        }
        notes.Add($"Mean and standard deviation are those of {where} (options Mean and StandardDeviation).");
        return preprocessing with { Mean = stated.Mean, StandardDeviation = stated.StandardDeviation };
    }

    private static JsonElement? Beside(ITensorFile file, string name, List<string> notes)
    {
        JsonElement? configuration = ConfigurationBeside.Read(file.Path, name, out string? problem);
        if (problem is not null)
            notes.Add(problem);
        return configuration;
    }

    // timm takes the whole part; without the small term 32 / 0.8 would be 39
    private static int Scaled(int imageSize, double crop) => (int)Math.Floor((imageSize / crop) + 1e-6);
}
