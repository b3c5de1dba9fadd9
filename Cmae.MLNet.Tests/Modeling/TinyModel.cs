using Cmae.MLNet.Modeling;

namespace Cmae.MLNet.Tests.Modeling;

/// <summary>A model that is built and run in milliseconds.</summary>
internal static class TinyModel
{
    public static CmaeModelConfiguration Configuration { get; } = new()
    {
        Encoder = new CmaeEncoderConfiguration(new CmaeArchitecture(16, 2, 2), ImageSize: 16, PatchSize: 4),
        PixelDecoder = new DecoderConfiguration(8, 1, 2),
        FeatureDecoder = new DecoderConfiguration(8, 1, 2),
        ProjectorHiddenWidth = 24,
        ProjectorWidth = 8,
        PredictorHiddenWidth = 24,
    };
}
