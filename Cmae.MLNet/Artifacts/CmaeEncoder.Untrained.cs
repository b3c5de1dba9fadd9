using Cmae.MLNet.Modeling;
using Cmae.MLNet.Pretraining;
using Cmae.MLNet.Runtime;
using static TorchSharp.torch;

namespace Cmae.MLNet;

public sealed partial class CmaeEncoder
{
    /// <summary>
    /// The encoder that pre-training with these options would start from: the official initialization, untrained.
    /// It is the baseline to compare learned features with.
    /// </summary>
    /// <param name="options">Sizes and seed; a null seed is 0.</param>
    /// <exception cref="ArgumentException">Options are out of range; the message lists all of them.</exception>
    /// <exception cref="CmaeLibtorchLoadException">libtorch is missing or cannot be loaded.</exception>
    public static CmaeEncoder CreateUntrained(CmaePretrainingOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        PretrainingOptionsValidation.Validate(options);
        Libtorch.EnsureLoaded();
        CmaeEncoderConfiguration configuration = PretrainingPlan.CreateModel(options).Encoder;
        using var generator = new Generator(RandomSource.Mix(options.Seed ?? 0, (long)RandomPurpose.Initialization), CPU);
        using var encoder = new VisionTransformer(configuration);
        Initialization.Apply(encoder, generator);
        return new CmaeEncoder(configuration, ModuleWeights.Copy(encoder));
    }
}
