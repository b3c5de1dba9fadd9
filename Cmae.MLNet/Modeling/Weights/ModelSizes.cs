namespace Cmae.MLNet.Modeling;

/// <summary>Checks that sizes go together.</summary>
internal static class ModelSizes
{
    /// <summary>Throws if a pre-training model of this configuration cannot be built, with all reasons in one message.</summary>
    /// <exception cref="ArgumentException">Sizes do not fit.</exception>
    public static void Check(CmaeModelConfiguration configuration)
    {
        List<string> errors = [.. EncoderErrors(configuration.Encoder)];
        if (configuration.Encoder.OutputNorm != CmaeOutputNorm.BeforePooling)
        {
            errors.Add($"the online encoder's output norm is {configuration.Encoder.OutputNorm}; " +
                $"pre-training needs {CmaeOutputNorm.BeforePooling}");
        }
        errors.AddRange(DecoderErrors("pixel decoder", configuration.PixelDecoder));
        if (configuration.FeatureDecoder is { } featureDecoder)
            errors.AddRange(DecoderErrors("feature decoder", featureDecoder));
        errors.AddRange(MaskErrors(configuration));
        if (configuration.ProjectorHiddenWidth < 1 || configuration.ProjectorWidth < 1 || configuration.PredictorHiddenWidth < 1)
            errors.Add($"the widths of projector ({configuration.ProjectorHiddenWidth}, {configuration.ProjectorWidth}) " +
                $"and predictor ({configuration.PredictorHiddenWidth}) must be at least 1");
        if (!(configuration.Temperature > 0) || double.IsInfinity(configuration.Temperature))
            errors.Add($"the temperature {configuration.Temperature} must be positive");
        if (!(configuration.ContrastiveWeight >= 0) || double.IsInfinity(configuration.ContrastiveWeight))
            errors.Add($"the contrastive weight {configuration.ContrastiveWeight} must be 0 (plain MAE) or positive");
        Throw("CMAE model", errors, nameof(configuration));
    }

    /// <summary>Throws if an encoder of this configuration cannot be built, with all reasons in one message.</summary>
    /// <exception cref="ArgumentException">Sizes do not fit.</exception>
    public static void Check(CmaeEncoderConfiguration configuration) =>
        Throw("encoder", [.. EncoderErrors(configuration)], nameof(configuration));

    private static IEnumerable<string> EncoderErrors(CmaeEncoderConfiguration configuration)
    {
        (int width, int depth, int heads, int mlp) = configuration.Architecture;
        if (depth < 1 || mlp < 1)
            yield return $"the encoder's depth {depth} and MLP width {mlp} must be at least 1";
        foreach (string error in WidthErrors("encoder", width, heads))
            yield return error;
        if (configuration.PatchSize < 1 || configuration.ImageSize < configuration.PatchSize)
            yield return $"the patch size {configuration.PatchSize} must lie between 1 and the image size {configuration.ImageSize}";
        else if (configuration.ImageSize % configuration.PatchSize != 0)
            yield return $"the patch size {configuration.PatchSize} does not divide the image size {configuration.ImageSize}; " +
                "take an image size of " +
                $"{configuration.GridSize * configuration.PatchSize} or {(configuration.GridSize + 1) * configuration.PatchSize}";
    }

    private static IEnumerable<string> DecoderErrors(string name, DecoderConfiguration configuration)
    {
        if (configuration.Depth < 1)
            yield return $"the {name}'s depth {configuration.Depth} must be at least 1";
        foreach (string error in WidthErrors(name, configuration.Width, configuration.Heads))
            yield return error;
    }

    private static IEnumerable<string> WidthErrors(string name, int width, int heads)
    {
        if (width < 1 || width % 4 != 0)
            yield return $"the {name}'s width {width} must be a positive multiple of 4 (sin-cos positions)";
        if (heads < 1 || width % heads != 0)
            yield return $"the {name}'s width {width} is not divisible by its {heads} heads";
    }

    private static IEnumerable<string> MaskErrors(CmaeModelConfiguration configuration)
    {
        if (configuration.Encoder.PatchSize < 1)
            yield break;
        int grid = configuration.Encoder.GridSize;
        if (configuration.Masking == CmaeMasking.Block && grid % 2 != 0)
            yield return $"block masking needs an even token grid, and {configuration.Encoder.ImageSize} / " +
                $"{configuration.Encoder.PatchSize} gives {grid}×{grid}; take {CmaeMasking.Patch} masking or another size";
        else if (configuration.VisibleUnits < 1 || configuration.VisibleUnits >= configuration.NoiseLength)
        {
            string units = configuration.Masking == CmaeMasking.Block ? "blocks" : "patches";
            yield return $"the mask ratio {configuration.MaskRatio} leaves {configuration.VisibleUnits} of {configuration.NoiseLength} " +
                $"{units} visible; at least one must be visible and one masked";
        }
    }

    private static void Throw(string what, List<string> errors, string parameter)
    {
        if (errors.Count > 0)
            throw new ArgumentException($"The sizes of the {what} do not go together: {string.Join("; ", errors)}.", parameter);
    }
}
