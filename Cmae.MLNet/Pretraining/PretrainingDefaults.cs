namespace Cmae.MLNet.Pretraining;

/// <summary>The values of options that are left to the library: pure functions of the other options and the number of images.</summary>
internal static class PretrainingDefaults
{
    private const int ImagesToSee = 600_000;

    /// <summary>Half the encoder's width in steps of 32 channels; 512 from ViT-B on, as in the official code.</summary>
    public static int DecoderWidth(int encoderWidth) => encoderWidth >= 768 ? 512 : Math.Max(1, (encoderWidth + 63) / 64) * 32;

    /// <summary>One head for every 32 channels.</summary>
    public static int DecoderHeads(int decoderWidth) => Math.Max(1, decoderWidth / 32);

    /// <summary>The official 8 from ViT-B on; what small encoders were measured with below.</summary>
    public static int PixelDecoderDepth(int encoderWidth) => encoderWidth switch
    {
        >= 768 => 8,
        >= 384 => 4,
        _ => 2,
    };

    /// <summary>The official 2 from ViT-S on; what small encoders were measured with below.</summary>
    public static int FeatureDecoderDepth(int encoderWidth) => encoderWidth >= 384 ? 2 : 1;

    /// <summary>Enough passes for 600,000 images seen, between 20 and 800.</summary>
    public static int Epochs(int imageCount) => Math.Clamp((int)Math.Round((double)ImagesToSee / imageCount), 20, 800);

    /// <summary>The official 31 pixels at 224, scaled with the image; at least 1.</summary>
    public static int PixelShift(int imageSize) => Math.Max(1, (int)Math.Round(31.0 * imageSize / 224));
}
