namespace Cmae.MLNet.Checkpoints;

/// <summary>An encoder for another image or patch size: positions and patch embedding are resampled, all else stays.</summary>
internal static class EncoderResampling
{
    /// <summary>Resamples where a size differs; returns the same encoder where none does.</summary>
    /// <param name="encoder">The encoder.</param>
    /// <param name="imageSize">The new side of the image.</param>
    /// <param name="patchSize">The new side of a patch; divides <paramref name="imageSize"/>.</param>
    public static CmaeEncoder Resample(CmaeEncoder encoder, int imageSize, int patchSize)
    {
        if (imageSize == encoder.ImageSize && patchSize == encoder.PatchSize)
            return encoder;
        CmaeEncoderConfiguration old = encoder.Configuration;
        var configuration = new CmaeEncoderConfiguration(old.Architecture, imageSize, patchSize)
        {
            OutputNorm = old.OutputNorm,
            Preprocessing =
                old.Preprocessing with { ResizeSize = (int)Math.Round((double)old.Preprocessing.ResizeSize * imageSize / old.ImageSize) },
        };
        return new(configuration, encoder.Weights.ToDictionary(weight => weight.Key, weight => weight.Key switch
        {
            "pos_embed" => Positions(weight.Value, old.GridSize, configuration.GridSize),
            "patch_embed.projection.weight" => Patches(weight.Value, old.PatchSize, patchSize),
            _ => weight.Value,
        }));
    }

    /// <summary>Bicubic interpolation of the table; the class token's row is kept.</summary>
    private static CmaeWeightTensor Positions(CmaeWeightTensor table, int from, int to)
    {
        if (from == to)
            return table;
        int width = (int)table.Shape[2];
        double[,] filter = CubicFilter.Interpolation(from, to);
        var resized = new float[((to * to) + 1) * width];
        table.Values.Span[..width].CopyTo(resized);
        for (int channel = 0; channel < width; channel++)
            SeparableMap.Transform(filter, table.Array.AsSpan(width + channel), width, resized.AsSpan(width + channel), width);
        return new([1, (to * to) + 1, width], resized);
    }

    /// <summary>
    /// The kernel that gives a scaled patch the embedding it had: the pseudo-inverse of the scaling (FlexiViT, arXiv 2212.08013, section 3.4).
    /// </summary>
    private static CmaeWeightTensor Patches(CmaeWeightTensor kernels, int from, int to)
    {
        if (from == to)
            return kernels;
        double[,] inverse = PseudoInverse.OfTransposed(CubicFilter.Antialiased(from, to));
        int planes = (int)(kernels.Shape[0] * kernels.Shape[1]);
        var resampled = new float[planes * to * to];
        for (int plane = 0; plane < planes; plane++)
            SeparableMap.Transform(inverse, kernels.Array.AsSpan(plane * from * from), 1, resampled.AsSpan(plane * to * to), 1);
        return new([kernels.Shape[0], kernels.Shape[1], to, to], resampled);
    }
}
