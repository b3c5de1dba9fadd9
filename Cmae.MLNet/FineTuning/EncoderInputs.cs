using Cmae.MLNet.Imaging;
using Cmae.MLNet.Training;
using static TorchSharp.torch;

namespace Cmae.MLNet.FineTuning;

/// <summary>Images as scoring sees them, batch by batch.</summary>
internal static class EncoderInputs
{
    /// <summary>Runs a function over all images in their order, without gradients.</summary>
    /// <param name="images">The images, prepared by <see cref="ScoringTransform"/>.</param>
    /// <param name="encoder">Image size and preprocessing.</param>
    /// <param name="batchSize">Images at once.</param>
    /// <param name="device">Where the function runs.</param>
    /// <param name="run">(N, 3, S, S) to (N, values).</param>
    /// <returns>(images, values), row by row.</returns>
    public static float[] RunOver(
        IImageSet images, CmaeEncoderConfiguration encoder, int batchSize, Device device, Func<Tensor, Tensor> run)
    {
        var values = new List<float>();
        ForEachBatch(images, encoder, batchSize, device, (input, _) =>
            values.AddRange(run(input).cpu().contiguous().data<float>().ToArray()));
        return [.. values];
    }

    /// <summary>Calls an action with all images in their order, batch by batch, without gradients and in a dispose scope of its own.</summary>
    /// <param name="images">The images, prepared by the transform that scoring uses.</param>
    /// <param name="encoder">Image size and preprocessing.</param>
    /// <param name="batchSize">Images at once.</param>
    /// <param name="device">Where the images are put.</param>
    /// <param name="use">Takes (N, 3, S, S) and the numbers of the N images.</param>
    public static void ForEachBatch(
        IImageSet images, CmaeEncoderConfiguration encoder, int batchSize, Device device, Action<Tensor, int[]> use)
    {
        using IDisposable noGradient = no_grad();
        IEnumerable<BatchPlan> plans = Enumerable.Range(0, images.Count).Chunk(batchSize).Select(indices => new BatchPlan(0, indices));
        using PrefetchingLoader<BatchPlan, PixelBatch> batches = PixelBatchLoader.Start(images, Copy, encoder.ImageSize, batchSize, plans);
        foreach (PixelBatch batch in batches)
        {
            using var scope = NewDisposeScope();
            use(
                PixelTensor.FromPixels(batch.Pixels, batch.Count, encoder.ImageSize, encoder.Preprocessing, device),
                batch.Plan.Indices);
        }

        void Copy(PixelImage image, int epoch, int index, Span<byte> destination)
        {
            if (image.Width != encoder.ImageSize || image.Height != encoder.ImageSize)
                throw new ArgumentException($"Image {index} was not prepared: it has {image.Width}x{image.Height} pixels.", nameof(images));
            image.Pixels.CopyTo(destination);
        }
    }
}
