namespace Cmae.MLNet;

/// <summary>The order in which an encoder expects the three color planes of an image.</summary>
public enum CmaeChannelOrder
{
    /// <summary>Red, green, blue: encoders trained by this library, Facebook's MAE, timm.</summary>
    Rgb,

    /// <summary>
    /// Blue, green, red: encoders trained by the official CMAE code, whose Normalize step swaps the channels
    /// (mean and standard deviation are applied in the order given, after the swap).
    /// </summary>
    Bgr,
}

/// <summary>
/// How pixels become an encoder's input in evaluation, live scoring and saved models; stored with the weights.
/// The image is scaled until its short edge has <see cref="ResizeSize"/> pixels, cropped to its center, planes are put into
/// <see cref="ChannelOrder"/>, and every plane is normalized as <c>(value - Mean) / StandardDeviation</c> on the 0..255 scale.
/// </summary>
/// <remarks>Immutable and thread-safe.</remarks>
/// <param name="ResizeSize">Length of the short edge after scaling, in pixels; at least the encoder's image size, to which the center crop cuts it.</param>
/// <param name="ChannelOrder">The order of the planes.</param>
public sealed record CmaeImagePreprocessing(int ResizeSize, CmaeChannelOrder ChannelOrder)
{
    /// <summary>Mean of each plane in the order the encoder expects them, on the 0..255 scale. The default is ImageNet's.</summary>
    public CmaeChannelTriple Mean { get; init; } = new(123.675f, 116.28f, 103.53f);

    /// <summary>Standard deviation of each plane in the order the encoder expects them, on the 0..255 scale. The default is ImageNet's.</summary>
    public CmaeChannelTriple StandardDeviation { get; init; } = new(58.395f, 57.12f, 57.375f);
}

/// <summary>One value for each of an image's three planes, in the order the encoder expects them.</summary>
/// <param name="First">The value of the first plane.</param>
/// <param name="Second">The value of the second plane.</param>
/// <param name="Third">The value of the third plane.</param>
public readonly record struct CmaeChannelTriple(float First, float Second, float Third);
