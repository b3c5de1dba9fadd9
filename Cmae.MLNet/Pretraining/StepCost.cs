using Cmae.MLNet.Modeling;

namespace Cmae.MLNet.Pretraining;

/// <summary>Multiply-adds that a step makes of an image, in its transformer blocks: all but a few of them.</summary>
/// <param name="Reconstruction">Online encoder and pixel decoder, forward and backward.</param>
/// <param name="Contrast">Feature decoder, forward and backward, and momentum encoder, which has no backward pass.</param>
internal readonly record struct StepCost(double Reconstruction, double Contrast)
{
    // A product's gradient takes two more of its size: one for its input, one for its weights.
    private const int ForwardAndBackward = 3;

    /// <summary>How many steps of reconstruction alone a step of both amounts to.</summary>
    public double OfBothInReconstructions => (Reconstruction + Contrast) / Reconstruction;

    /// <summary>The costs of a model.</summary>
    public static StepCost Of(CmaeModelConfiguration model)
    {
        CmaeArchitecture encoder = model.Encoder.Architecture;
        int tokens = 1 + model.Encoder.PatchCount;
        double featureDecoder = model.FeatureDecoder is { } decoder ? OfDecoder(decoder, tokens) : 0;
        return new(
            ForwardAndBackward * (OfEncoder(encoder, 1 + model.VisiblePatches) + OfDecoder(model.PixelDecoder, tokens)),
            (ForwardAndBackward * featureDecoder) + OfEncoder(encoder, tokens));
    }

    private static double OfEncoder(CmaeArchitecture encoder, double tokens) =>
        OfBlocks(encoder.Depth, encoder.Width, encoder.MlpWidth, tokens);

    private static double OfDecoder(DecoderConfiguration decoder, double tokens) =>
        OfBlocks(decoder.Depth, decoder.Width, 4 * decoder.Width, tokens);

    /// <summary>Query, key, value and their projection; scores and mixture; the MLP.</summary>
    private static double OfBlocks(double depth, double width, double mlpWidth, double tokens) =>
        depth * tokens * ((4 * width * width) + (2 * tokens * width) + (2 * width * mlpWidth));
}
