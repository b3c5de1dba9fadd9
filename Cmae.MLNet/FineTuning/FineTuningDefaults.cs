namespace Cmae.MLNet.FineTuning;

/// <summary>The values of options that are left to the library: pure functions of the other options and the number of images.</summary>
internal static class FineTuningDefaults
{
    private const int ImagesToSee = 100_000;
    private const double LayerDecayOfTrainedEncoders = 0.75;

    /// <summary>
    /// Enough passes for 100,000 images seen, between 20 and 100; 100 for a linear probe, whose features are computed once.
    /// </summary>
    public static int Epochs(int imageCount, bool linearProbe) =>
        linearProbe ? 100 : Math.Clamp((int)Math.Round((double)ImagesToSee / imageCount), 20, 100);

    /// <summary>Lower layers learn slower if they have learned something already.</summary>
    public static double LayerDecay(bool encoderIsGiven) => encoderIsGiven ? LayerDecayOfTrainedEncoders : 1;
}
