using Cmae.MLNet.Modeling;

namespace Cmae.MLNet.Samples.Benchmarks.Measuring;

/// <summary>
/// 1e9 floating-point operations of an image: the matrix products that the mathematics asks for, a multiplication and an addition counting
/// two.
/// </summary>
internal static class Operations
{
    /// <summary>A forward pass of the encoder over all patches.</summary>
    public static double OfFeatures(CmaeEncoderConfiguration encoder) => 2e-9 * EncoderProducts(encoder, encoder.PatchCount);

    /// <summary>
    /// A training step as the official code computes it: the online branch three times (forward, and two products for the gradient of
    /// each), the momentum encoder once. This library's step leaves some of it out and is counted the same.
    /// </summary>
    public static double OfTrainingStep(CmaeModelConfiguration model)
    {
        CmaeEncoderConfiguration encoder = model.Encoder;
        int visible = model.VisiblePatches;
        int width = encoder.Architecture.Width, patchValues = 3 * encoder.PatchSize * encoder.PatchSize;
        double online = EncoderProducts(encoder, visible) + DecoderProducts(model.PixelDecoder, encoder, visible, patchValues);
        if (model.FeatureDecoder is { } featureDecoder)
            online += DecoderProducts(featureDecoder, encoder, visible, width);
        return 2e-9 * ((3 * online) + EncoderProducts(encoder, encoder.PatchCount));
    }

    // All patches are embedded, whatever is visible afterwards.
    private static double EncoderProducts(CmaeEncoderConfiguration encoder, int patches)
    {
        (int width, int depth, _, int mlpWidth) = encoder.Architecture;
        double embedding = (double)encoder.PatchCount * 3 * encoder.PatchSize * encoder.PatchSize * width;
        return embedding + (depth * BlockProducts(1 + patches, width, mlpWidth));
    }

    private static double DecoderProducts(DecoderConfiguration decoder, CmaeEncoderConfiguration encoder, int visible, int outputWidth) =>
        ((1.0 + visible) * encoder.Architecture.Width * decoder.Width)
        + (decoder.Depth * BlockProducts(1 + encoder.PatchCount, decoder.Width, 4 * decoder.Width))
        + ((1.0 + encoder.PatchCount) * decoder.Width * outputWidth);

    // Query, key, value and output projection; scores and their product with the values; both layers of the MLP.
    private static double BlockProducts(double tokens, double width, double mlpWidth) =>
        (4 * tokens * width * width) + (2 * tokens * tokens * width) + (2 * tokens * width * mlpWidth);
}
