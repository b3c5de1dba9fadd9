using Cmae.MLNet.FineTuning;
using Cmae.MLNet.Modeling;
using Cmae.MLNet.Runtime;
using Cmae.MLNet.Tensors;
using TorchSharp;
using static TorchSharp.torch;

namespace Cmae.MLNet.Segmentation;

/// <summary>The patch tokens of train images with the classes of their pixels, to find the nearest of.</summary>
/// <remarks>Owns native memory; dispose.</remarks>
internal sealed class PatchBank : IDisposable
{
    // More patches hardly change the votes; all tests compare with every one of them.
    private const int MostPatches = 100_000;

    private readonly Tensor _tokens, _shares;

    private PatchBank(Tensor tokens, Tensor shares) => (_tokens, _shares) = (tokens, shares);

    /// <summary>Gathers the patches that have labeled pixels; of very many, evenly spaced ones.</summary>
    /// <param name="model">The frozen encoder.</param>
    /// <param name="images">The images, letterboxed, with masks at full size.</param>
    /// <param name="plan">Sizes.</param>
    /// <param name="device">Where the model is.</param>
    /// <param name="cancellation">Asked before every batch.</param>
    public static PatchBank Of(
        SegmentationModel model, MaskedImages images, SegmentationPlan plan, Device device, Cancellation cancellation)
    {
        using DisposeScope scope = NewDisposeScope();
        List<Tensor> tokens = [];
        List<float> shares = [];
        int patches = plan.Encoder.PatchCount, classes = plan.ClassCount;
        int step = (int)Math.Max(1, Math.Ceiling((double)patches * images.Count / MostPatches)), number = 0;
        EncoderInputs.ForEachBatch(images, plan.Encoder, plan.BatchSize, device, (input, indices) =>
        {
            cancellation.ThrowIfRequested("The evaluation was canceled while features were computed.");
            Tensor rows = Rows(model.forward_grid(input));
            List<long> kept = [];
            for (int i = 0; i < indices.Length; i++)
            {
                float[] ofImage = PatchClasses.Shares(images.Mask(indices[i]), plan.Encoder, classes);
                for (int patch = 0; patch < patches; patch++)
                {
                    ReadOnlySpan<float> ofPatch = ofImage.AsSpan(patch * classes, classes);
                    if (ofPatch.IndexOfAnyExcept(0) < 0 || number++ % step != 0)
                        continue;
                    kept.Add((i * patches) + patch);
                    shares.AddRange(ofPatch);
                }
            }
            if (kept.Count > 0)
                tokens.Add(rows.index_select(0, tensor(kept.ToArray(), device: device)).DetachFromDisposeScope());
        });
        Tensor all = cat(tokens, 0);
        tokens.ForEach(part => part.Dispose());
        Tensor rowsOfShares = tensor(shares.ToArray(), [all.shape[0], classes], device: device);
        return new(all.DetachFromDisposeScope(), rowsOfShares.DetachFromDisposeScope());
    }

    /// <summary>The share of the votes that every class has for every patch.</summary>
    /// <param name="grid">(1, D, G, G): the tokens of an image.</param>
    /// <param name="neighborCount">Patches that vote.</param>
    /// <param name="temperature">Votes weigh exp(cosine similarity / temperature).</param>
    /// <returns>(1, K, G, G)</returns>
    public Tensor Vote(Tensor grid, int neighborCount, double temperature)
    {
        using DisposeScope scope = NewDisposeScope();
        (Tensor similarities, Tensor nearest) = Rows(grid).matmul(_tokens.t()).topk((int)Math.Min(neighborCount, _tokens.shape[0]), 1);
        Tensor weights = similarities.Over(temperature).softmax(1).unsqueeze(-1);                      // (L, n, 1)
        Tensor classes = _shares.index_select(0, nearest.flatten()).view(nearest.shape[0], nearest.shape[1], -1);
        Tensor votes = (weights * classes).sum([1]);                                                   // (L, K)
        return votes.t().reshape(1, -1, grid.shape[2], grid.shape[3]).MoveToOuterDisposeScope();
    }

    public void Dispose()
    {
        _tokens.Dispose();
        _shares.Dispose();
    }

    // (N, D, G, G) to (N·G·G, D), of length 1.
    private static Tensor Rows(Tensor grids)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor rows = grids.permute(0, 2, 3, 1).flatten(0, 2);
        return (rows / rows.Squared().sum([1L], keepdim: true).sqrt().Plus(1e-12)).MoveToOuterDisposeScope();
    }
}
