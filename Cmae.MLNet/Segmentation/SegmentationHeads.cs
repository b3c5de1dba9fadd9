using Cmae.MLNet.Encoders;
using Cmae.MLNet.Modeling;
using static TorchSharp.torch;

namespace Cmae.MLNet.Segmentation;

/// <summary>Copies the weights of heads between modules (native memory) and models (managed arrays), by their names.</summary>
internal static class SegmentationHeads
{
    /// <summary>Copies a head's weights.</summary>
    public static Dictionary<string, CmaeWeightTensor> Copy(DenseHead head) => head.named_parameters()
        .ToDictionary(named => SegmentationWeights.HeadPrefix + named.name, named => ModuleWeights.Copy(named.parameter));

    /// <summary>Writes a model's weights into a head of the same kind and sizes.</summary>
    public static void Load(DenseHead head, SegmentationWeights weights)
    {
        using IDisposable noGradient = no_grad();
        foreach ((string name, TorchSharp.Modules.Parameter parameter) in head.named_parameters())
        {
            CmaeWeightTensor source = weights.Head[SegmentationWeights.HeadPrefix + name];
            using Tensor values = tensor(source.Array, source.Shape.ToArray());
            parameter.copy_(values);
        }
    }
}
