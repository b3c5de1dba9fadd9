using System.Globalization;

namespace Cmae.MLNet.Checkpoints;

/// <summary>Turns an encoder as its file has it into the one that the options ask for.</summary>
internal static class EncoderAdjustment
{
    /// <exception cref="ArgumentException">The options do not fit the encoder.</exception>
    public static (CmaeEncoder Encoder, CmaeImportReport Report) Adjust(
        CmaeEncoder encoder, CmaeImportReport report, CmaeImportOptions options)
    {
        int imageSize = options.ImageSize ?? encoder.ImageSize;
        int patchSize = options.PatchSize ?? encoder.PatchSize;
        string[] errors = [.. Errors(encoder, options, imageSize, patchSize)];
        if (errors.Length > 0)
            throw new ArgumentException($"The import options do not fit the encoder: {string.Join("; ", errors)}.", nameof(options));

        CmaeEncoder resampled = EncoderResampling.Resample(encoder, imageSize, patchSize);
        List<string> notes = [];
        if (resampled.Configuration.GridSize != encoder.Configuration.GridSize)
            notes.Add($"Positions were resized from a side of {encoder.Configuration.GridSize} to " +
                $"{resampled.Configuration.GridSize} patches.");
        if (patchSize != encoder.PatchSize)
            notes.Add($"The patch embedding was resampled from {encoder.PatchSize} to {patchSize} pixels.");
        if (options.ChannelOrder is { } order && order != resampled.Preprocessing.ChannelOrder)
        {
            CmaeImagePreprocessing reordered = resampled.Preprocessing with { ChannelOrder = order };
            resampled = new(resampled.Configuration with { Preprocessing = reordered }, resampled.Weights);
            notes.Add($"The channel order was set to {order}.");
        }
        if (options.Mean is not null || options.StandardDeviation is not null)
        {
            CmaeImagePreprocessing before = resampled.Preprocessing;
            CmaeImagePreprocessing after = before with
            {
                Mean = options.Mean ?? before.Mean,
                StandardDeviation = options.StandardDeviation ?? before.StandardDeviation,
            };
            resampled = new(resampled.Configuration with { Preprocessing = after }, resampled.Weights);
            notes.Add($"Mean and standard deviation were set to {Text(after.Mean)} and {Text(after.StandardDeviation)}.");
        }
        return (resampled, report.With(notes));
    }

    private static IEnumerable<string> Errors(CmaeEncoder encoder, CmaeImportOptions options, int imageSize, int patchSize)
    {
        if (options.ImageSize is < 1 or > 4096)
            yield return $"ImageSize is {imageSize} where 1 to 4096 is allowed";
        if (options.PatchSize is < 1 or > 256)
            yield return $"PatchSize is {patchSize} where 1 to 256 is allowed";
        else if (imageSize % patchSize != 0)
            yield return $"ImageSize {imageSize} is not a multiple of PatchSize {patchSize}; set both";
        if (options.Heads is { } heads && heads != encoder.Architecture.Heads)
            yield return $"Heads is {heads}, but the file says {encoder.Architecture.Heads}; leave the option out";
        if (options.Mean is { } mean && !Values(mean).All(float.IsFinite))
            yield return $"Mean is {Text(mean)} where finite numbers are needed";
        if (options.StandardDeviation is { } deviation && !Values(deviation).All(value => float.IsFinite(value) && value > 0))
            yield return $"StandardDeviation is {Text(deviation)} where finite numbers above 0 are needed";
    }

    private static float[] Values(CmaeChannelTriple triple) => [triple.First, triple.Second, triple.Third];

    private static string Text(CmaeChannelTriple triple) =>
        string.Create(CultureInfo.InvariantCulture, $"{triple.First}, {triple.Second}, {triple.Third}");
}
