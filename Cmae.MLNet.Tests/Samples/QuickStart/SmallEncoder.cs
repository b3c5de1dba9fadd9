namespace Cmae.MLNet.Tests.Samples.QuickStart;

/// <summary>An encoder that takes no time, for programs that reuse one.</summary>
internal static class SmallEncoder
{
    public static void Save(string file) =>
        CmaeEncoder.CreateUntrained(new(new CmaeArchitecture(32, 2, 4), ImageSize: 32, PatchSize: 4), seed: 1).Save(file);
}
