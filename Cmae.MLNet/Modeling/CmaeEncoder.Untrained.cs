using Cmae.MLNet.Modeling;
using Cmae.MLNet.Runtime;
using static TorchSharp.torch;

namespace Cmae.MLNet;

public sealed partial class CmaeEncoder
{
    /// <summary>
    /// An encoder with the official initialization, not trained: what pre-training with this configuration and seed starts from. The
    /// baseline that learned features are to be compared with.
    /// </summary>
    /// <param name="configuration">Sizes, final norm and preprocessing.</param>
    /// <param name="seed">Seed of the weights: the same seed gives the same bits. The default value is 0.</param>
    /// <exception cref="ArgumentException">The sizes do not fit together.</exception>
    /// <exception cref="CmaeLibtorchLoadException">libtorch is missing or cannot be loaded.</exception>
    public static CmaeEncoder CreateUntrained(CmaeEncoderConfiguration configuration, int seed = 0)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        Libtorch.EnsureLoaded();
        using var generator = new Generator(RandomSource.Mix(seed, (long)RandomPurpose.Initialization), CPU);
        using var encoder = new VisionTransformer(configuration);
        Initialization.DrawWeights(encoder, generator);
        return new CmaeEncoder(configuration, ModuleWeights.Copy(encoder));
    }
}
