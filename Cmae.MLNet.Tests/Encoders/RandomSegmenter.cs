using Cmae.MLNet.Encoders;
using Cmae.MLNet.Modeling;
using Cmae.MLNet.Segmentation;
using Cmae.MLNet.Tensors;
using static TorchSharp.torch;

namespace Cmae.MLNet.Tests.Encoders;

/// <summary>Small segmentation models with seeded random weights, whose maps differ from place to place.</summary>
internal static class RandomSegmenter
{
    private static readonly CmaeArchitecture s_architecture = new(16, 2, 2);

    /// <summary>A module; the caller disposes it.</summary>
    public static SegmentationModel Module(CmaeSegmentationHead head, int imageSize, int patchSize, int classes)
    {
        using var generator = new Generator(5, CPU);
        var model = new SegmentationModel(new(s_architecture, imageSize, patchSize), head, classes, generator);
        using IDisposable noGradient = no_grad();
        foreach ((string name, TorchSharp.Modules.Parameter parameter) in model.named_parameters())
        {
            using Tensor noise = empty(parameter.shape);
            noise.normal_(0, name.Contains("head.", StringComparison.Ordinal) ? 0.3 : 0.1, generator);
            using Tensor moved = parameter.Plus(noise);
            parameter.copy_(moved);
        }
        return model;
    }

    /// <summary>The weights of a module.</summary>
    public static SegmentationWeights Weights(SegmentationModel model, CmaeSegmentationHead head) => new(
        new CmaeEncoder(model.backbone.Configuration, ModuleWeights.Copy(model.backbone)), head, SegmentationHeads.Copy(model.head));

    /// <summary>A model as if it had been trained.</summary>
    public static CmaeSegmenter Create(
        int classes, int imageSize = 32, int patchSize = 8, CmaeSegmentationHead head = CmaeSegmentationHead.Pyramid)
    {
        using SegmentationModel module = Module(head, imageSize, patchSize, classes);
        return new(Weights(module, head), Legend(classes));
    }

    /// <summary>Names and colors of classes.</summary>
    public static SegmentationLegend Legend(int classes) => new(
        [.. Enumerable.Range(0, classes).Select(i => $"class {i}")], [.. Enumerable.Range(0, classes).Select(i => 0x010203 * (i % 80))]);
}
