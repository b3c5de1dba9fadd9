using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Cmae.MLNet.Modeling;

/// <summary>Images to tokens: a convolution whose kernel and stride are one patch.</summary>
internal sealed class PatchEmbedding : Module<Tensor, Tensor>
{
    internal readonly Conv2d projection;

    public PatchEmbedding(int width, int patchSize) : base(nameof(PatchEmbedding))
    {
        projection = Conv2d(3, width, kernel_size: patchSize, stride: patchSize);
        RegisterComponents();
    }

    /// <param name="images">(N, 3, H, W)</param>
    /// <returns>(N, L, D), tokens row by row of the grid</returns>
    public override Tensor forward(Tensor images)
    {
        using Tensor grid = projection.forward(images);  // (N, D, H/p, W/p)
        using Tensor columns = grid.flatten(2);          // (N, D, L)
        return columns.transpose(1, 2);                  // (N, L, D)
    }
}
