using Cmae.MLNet.Encoders;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Cmae.MLNet.Modeling;

/// <summary>
/// Feature maps of several strides, all made of the last block's patch tokens: the simple feature pyramid of ViTDet (Li et al., arXiv
/// 2203.16527), with group norms, which do not depend on the other images of a batch.
/// </summary>
internal sealed class FeaturePyramid : Module
{
    internal readonly ModuleList<FeaturePyramidLevel> levels;

    public FeaturePyramid(PyramidLayout layout) : base(nameof(FeaturePyramid))
    {
        levels = new([.. layout.Levels.Select(level => new FeaturePyramidLevel(layout, level))]);
        RegisterComponents();
    }

    /// <param name="grid">(N, D, G, G): the patch tokens, after the last norm.</param>
    /// <returns>(N, C, g, g) for every level, from the finest to the coarsest; in the caller's dispose scope</returns>
    public Tensor[] forward(Tensor grid) => [.. levels.Select(level => level.forward(grid))];

    /// <summary>Kaiming normal, fan-out, for a ReLU; norms start at 1 and 0, which TorchSharp's group norms do not by themselves.</summary>
    public void DrawWeights(Generator generator)
    {
        using IDisposable noGradient = no_grad();
        foreach (FeaturePyramidLevel level in levels)
        {
            foreach (ConvTranspose2d up in level.up)
            {
                DrawKernel(up.weight!, generator);
                up.bias!.zero_();
            }
            DrawKernel(level.lateral.weight!, generator);
            DrawKernel(level.output.weight!, generator);
            foreach (GroupNorm norm in level.modules().OfType<GroupNorm>())
            {
                using Tensor one = ones_like(norm.weight!);
                norm.weight!.copy_(one);
                norm.bias!.zero_();
            }
        }
    }

    // A kernel's fan-out is the extent of its first axis times its area, as PyTorch counts it, for transposed convolutions too.
    private static void DrawKernel(Tensor kernel, Generator generator) =>
        kernel.normal_(0, Math.Sqrt(2.0 / (kernel.shape[0] * kernel.shape[2] * kernel.shape[3])), generator);
}
