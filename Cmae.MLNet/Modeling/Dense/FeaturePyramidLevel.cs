using Cmae.MLNet.Encoders;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Cmae.MLNet.Modeling;

/// <summary>
/// One level of a <see cref="FeaturePyramid"/>: the grid of tokens scaled by transposed convolutions or pooling, then a 1x1 and a 3x3
/// convolution to the pyramid's channels, each with a norm.
/// </summary>
internal sealed class FeaturePyramidLevel : Module<Tensor, Tensor>
{
    internal readonly ModuleList<ConvTranspose2d> up;
    internal readonly ModuleList<GroupNorm> up_norms;
    internal readonly Conv2d lateral;
    internal readonly GroupNorm lateral_norm;
    internal readonly Conv2d output;
    internal readonly GroupNorm output_norm;
    private readonly int _pooling;

    /// <param name="layout">The pyramid that the level belongs to.</param>
    /// <param name="level">How the level is made.</param>
    public FeaturePyramidLevel(PyramidLayout layout, PyramidLevel level) : base(nameof(FeaturePyramidLevel))
    {
        (int channels, int ups) = (layout.Channels, level.Upsamplings);
        _pooling = level.Pooling;
        up = new([.. Enumerable.Range(0, ups)
            .Select(i => ConvTranspose2d(layout.WidthAfter(i), layout.WidthAfter(i + 1), kernel_size: 2, stride: 2))]);
        up_norms = new([.. Enumerable.Range(1, Math.Max(0, ups - 1)).Select(i => Norm(layout.WidthAfter(i)))]);
        lateral = Conv2d(layout.WidthAfter(ups), channels, kernel_size: 1, bias: false);
        lateral_norm = Norm(channels);
        output = Conv2d(channels, channels, kernel_size: 3, padding: 1, bias: false);
        output_norm = Norm(channels);
        RegisterComponents();
    }

    /// <param name="grid">(N, D, G, G)</param>
    /// <returns>(N, C, g, g)</returns>
    public override Tensor forward(Tensor grid)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor x = _pooling == 1 ? grid : functional.max_pool2d(grid, _pooling, _pooling);
        for (int i = 0; i < up.Count; i++)
        {
            x = up[i].forward(x);
            if (i < up_norms.Count)
                x = functional.gelu(up_norms[i].forward(x));
        }
        x = lateral_norm.forward(lateral.forward(x));
        return output_norm.forward(output.forward(x)).MoveToOuterDisposeScope();
    }

    private static GroupNorm Norm(int channels) => GroupNorm(PyramidLayout.GroupsOf(channels), channels, PyramidLayout.NormEpsilon);
}
