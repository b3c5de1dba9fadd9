using Cmae.MLNet.Encoders;

namespace Cmae.MLNet.Segmentation;

/// <summary>The values of options that are left to the library, by the size of the encoder and the number of images.</summary>
internal static class SegmentationDefaults
{
    private const int ImagesToSee = 20_000;
    private const int LinearProbeEpochs = 100;
    private const int DefaultPatch = 16;

    // Base and Large: half the images of a step, the published learning rates, more pixels.
    private const int LargeWidth = 768;

    public static bool IsLarge(CmaeArchitecture architecture) => architecture.Width >= LargeWidth;

    /// <summary>320 pixels, 512 for Base and Large, rounded up so that patches and the pyramid's cells tile the image.</summary>
    public static int ImageSize(CmaeArchitecture architecture, int patchSize)
    {
        int unit = PyramidLayout.CoarsestStride(patchSize), wanted = IsLarge(architecture) ? 512 : 320;
        return (wanted + unit - 1) / unit * unit;
    }

    public static int PatchSize(int? wanted) => wanted ?? DefaultPatch;

    public static int BatchSize(CmaeArchitecture architecture) => IsLarge(architecture) ? 8 : 16;

    /// <summary>For an effective batch of 256: 5e-4 for a batch of 16, 1e-4 for Base and Large, 1e-3 for a linear layer alone.</summary>
    public static double BaseLearningRate(CmaeArchitecture architecture, bool linearProbe) =>
        linearProbe ? 1.6e-2 : IsLarge(architecture) ? 1.6e-3 : 8e-3;

    /// <summary>Enough passes for 20,000 images seen, between 30 and 300; 100 for a linear layer alone.</summary>
    public static int Epochs(int imageCount, bool linearProbe) =>
        linearProbe ? LinearProbeEpochs : Math.Clamp((int)Math.Round((double)ImagesToSee / imageCount), 30, 300);

    /// <summary>Lower layers learn slower if they have learned something already.</summary>
    public static double LayerDecay(CmaeArchitecture architecture, bool encoderIsGiven) =>
        !encoderIsGiven ? 1 : IsLarge(architecture) ? 0.65 : 0.75;
}
