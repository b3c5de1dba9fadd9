using Cmae.MLNet.FineTuning;
using Cmae.MLNet.Imaging;
using Cmae.MLNet.Modeling;
using Cmae.MLNet.Runtime;
using TorchSharp;
using static TorchSharp.torch;

namespace Cmae.MLNet.Segmentation;

/// <summary>The patch tokens of images, and of their mirror images if wanted, with their masks on a coarser grid.</summary>
/// <remarks>Owns native memory; dispose.</remarks>
internal sealed class FrozenTokens : IDisposable
{
    private readonly List<Tensor> _grids;
    private readonly List<byte[]> _classes;
    private readonly int _versions, _side;
    private readonly Device _device;

    private FrozenTokens(List<Tensor> grids, List<byte[]> classes, int versions, int side, Device device) =>
        (_grids, _classes, _versions, _side, _device) = (grids, classes, versions, side, device);

    /// <summary>Computes the tokens.</summary>
    /// <param name="model">The frozen encoder.</param>
    /// <param name="images">The images, letterboxed, with masks at full size.</param>
    /// <param name="plan">Sizes.</param>
    /// <param name="device">Where the model is.</param>
    /// <param name="withMirrors">Whether the mirror images are computed too.</param>
    /// <param name="stride">Pixels of the side of a cell of the grid of the masks.</param>
    /// <param name="cancellation">Asked before every batch.</param>
    public static FrozenTokens Of(
        SegmentationModel model, MaskedImages images, SegmentationPlan plan, Device device, bool withMirrors, int stride,
        Cancellation cancellation)
    {
        (int side, int versions) = (plan.Encoder.ImageSize / stride, withMirrors ? 2 : 1);
        var tokens = new FrozenTokens([], [], versions, side, device);
        EncoderInputs.ForEachBatch(images, plan.Encoder, plan.BatchSize, device, (input, indices) =>
        {
            cancellation.ThrowIfRequested("Fine-tuning was canceled before its first step, while features were computed.");
            Tensor plain = model.forward_grid(input);
            Tensor? mirrored = withMirrors ? model.forward_grid(input.flip(3)) : null;
            for (int i = 0; i < indices.Length; i++)
            {
                byte[] classes = Classes(images.Mask(indices[i]), plan.Encoder.ImageSize, side);
                tokens.Add(plain.narrow(0, i, 1), classes);
                if (mirrored is not null)
                    tokens.Add(mirrored.narrow(0, i, 1), Mirrored(classes, side));
            }
        });
        return tokens;
    }

    /// <summary>The tokens of an image: (1, D, G, G). They stay this object's.</summary>
    public Tensor Grid(int index) => _grids[index * _versions];

    /// <summary>All tokens as rows: (N·G·G, D).</summary>
    public Tensor Rows()
    {
        using DisposeScope scope = NewDisposeScope();
        return cat(_grids, 0).permute(0, 2, 3, 1).flatten(0, 2).MoveToOuterDisposeScope();
    }

    /// <summary>The tokens of some images, each as it is or mirrored, with their classes.</summary>
    /// <returns>(N, D, G, G), and (N, S / stride, S / stride), 64-bit integers</returns>
    public (Tensor Grids, Tensor Classes) Batch(int[] images, Random random)
    {
        int[] entries = Array.ConvertAll(images, image => (image * _versions) + random.Next(_versions));
        byte[] classes = [.. entries.SelectMany(entry => _classes[entry])];
        return (
            cat([.. entries.Select(entry => _grids[entry])], 0),
            tensor(classes, [entries.Length, _side, _side]).to(_device).to_type(ScalarType.Int64));
    }

    public void Dispose() => _grids.ForEach(grid => grid.Dispose());

    private void Add(Tensor grid, byte[] classes)
    {
        _grids.Add(grid.clone().DetachFromDisposeScope());
        _classes.Add(classes);
    }

    private static byte[] Classes(ClassMask mask, int imageSize, int side) =>
        MaskCrop.Resize(new ClassMask(imageSize, imageSize, LetterboxedMask.Of(mask, imageSize)), side, side).Classes;

    private static byte[] Mirrored(byte[] classes, int side)
    {
        var mirrored = new byte[classes.Length];
        new SquareSymmetry(false, true, false).Apply(classes, mirrored, side, 1);
        return mirrored;
    }
}
