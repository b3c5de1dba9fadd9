using Cmae.MLNet.Modeling;

namespace Cmae.MLNet.Samples.Benchmarks.Training;

/// <summary>A product that a step makes several times: rows × inner times inner × columns.</summary>
/// <param name="Matrices">Products that are one call: one for every image and head in attention, else 1.</param>
/// <param name="Rows">Rows of the left matrix and of the result.</param>
/// <param name="Inner">What is summed over.</param>
/// <param name="Columns">Columns of the result.</param>
/// <param name="Count">Calls in a step.</param>
/// <param name="HasGradient">Whether the two products of the backward pass, one for each gradient, follow.</param>
internal sealed record StepProduct(int Matrices, int Rows, int Inner, int Columns, int Count, bool HasGradient)
{
    /// <summary>1e9 floating-point operations of all calls.</summary>
    public double Gigaflop => 2e-9 * Matrices * Rows * Inner * Columns * Count * (HasGradient ? 3 : 1);

    /// <summary>
    /// The products of this library's step: pixels predicted for hidden patches, features for the mean of all, the momentum encoder without
    /// gradient.
    /// </summary>
    /// <param name="model">Sizes of all parts.</param>
    /// <param name="batch">Images of a step.</param>
    public static IEnumerable<StepProduct> Of(CmaeModelConfiguration model, int batch)
    {
        CmaeEncoderConfiguration encoder = model.Encoder;
        CmaeArchitecture architecture = encoder.Architecture;
        int patches = encoder.PatchCount, visible = model.VisiblePatches, patchValues = 3 * encoder.PatchSize * encoder.PatchSize;
        return
        [
            // Both encoders embed patches, and the online one has a gradient for the weights, though none for the image.
            new(1, batch * patches, patchValues, architecture.Width, Count: 3, HasGradient: false),
            .. Blocks(
                batch, 1 + visible, architecture.Width, architecture.Heads, architecture.MlpWidth, architecture.Depth, hasGradient: true),
            .. Decoder(model.PixelDecoder, rows: batch * (patches - visible), patchValues),
            .. model.FeatureDecoder is { } features ? Decoder(features, rows: batch, architecture.Width) : [],
            .. Blocks(
                batch, 1 + patches, architecture.Width, architecture.Heads, architecture.MlpWidth, architecture.Depth, hasGradient: false),
        ];

        IEnumerable<StepProduct> Decoder(DecoderConfiguration decoder, int rows, int outputWidth) =>
        [
            new(1, batch * (1 + visible), architecture.Width, decoder.Width, 1, HasGradient: true),
            .. Blocks(batch, 1 + patches, decoder.Width, decoder.Heads, 4 * decoder.Width, decoder.Depth, hasGradient: true),
            new(1, rows, decoder.Width, outputWidth, 1, HasGradient: true),
        ];
    }

    private static StepProduct[] Blocks(int batch, int tokens, int width, int heads, int mlpWidth, int depth, bool hasGradient) =>
    [
        new(1, batch * tokens, width, 3 * width, depth, hasGradient),
        new(batch * heads, tokens, width / heads, tokens, depth, hasGradient),
        new(batch * heads, tokens, tokens, width / heads, depth, hasGradient),
        new(1, batch * tokens, width, width, depth, hasGradient),
        new(1, batch * tokens, width, mlpWidth, depth, hasGradient),
        new(1, batch * tokens, mlpWidth, width, depth, hasGradient),
    ];
}
