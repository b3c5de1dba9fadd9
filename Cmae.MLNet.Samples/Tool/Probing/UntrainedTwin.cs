namespace Cmae.MLNet.Samples.Tool.Probing;

/// <summary>The baseline that shows what pre-training adds: the same encoder as it starts, with random weights.</summary>
internal static class UntrainedTwin
{
    /// <summary>An encoder of the same sizes and preprocessing, so that it sees the same pictures, initialized as training would.</summary>
    public static CmaeEncoder Of(CmaeEncoder encoder, int seed) => CmaeEncoder.CreateUntrained(
        new(encoder.Architecture, encoder.ImageSize, encoder.PatchSize) { Preprocessing = encoder.Preprocessing }, seed);
}
