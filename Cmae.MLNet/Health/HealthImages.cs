using Cmae.MLNet.Imaging;
using Cmae.MLNet.Labels;
using Cmae.MLNet.Runtime;

namespace Cmae.MLNet.Health;

/// <summary>
/// The images that health is measured on, prepared once: the same ones, in the same views, throughout a run and after resuming it.
/// </summary>
internal sealed class HealthImages
{
    /// <summary>Most images for the figures of contrast.</summary>
    public const int MostPairs = 64;

    /// <summary>Most images for the figures of features.</summary>
    public const int MostImages = 256;

    private HealthImages(int pairs, int count, int viewLength)
    {
        (Pairs, Count) = (pairs, count);
        (Online, Target, Whole) = (new byte[pairs * viewLength], new byte[pairs * viewLength], new byte[count * viewLength]);
    }

    /// <summary>Number of images with two views.</summary>
    public int Pairs { get; }

    /// <summary>Number of whole images.</summary>
    public int Count { get; }

    /// <summary>Pairs × S × S × 3 values.</summary>
    public byte[] Online { get; }

    /// <summary>Pairs × S × S × 3 values.</summary>
    public byte[] Target { get; }

    /// <summary>Count × S × S × 3 values: the center squares of the images.</summary>
    public byte[] Whole { get; }

    /// <summary>Classes of the whole images; null without labels.</summary>
    public uint[]? Labels { get; private init; }

    /// <summary>Chooses and prepares images; if there are labels, only images that have one.</summary>
    /// <param name="store">The images of the run.</param>
    /// <param name="labels">Their classes; null for none.</param>
    /// <param name="views">How views are made.</param>
    /// <param name="batchSize">Images of a micro-batch.</param>
    /// <param name="seed">Seed of the run; nothing that training draws from is touched.</param>
    public static HealthImages Choose(ImageStore store, ImageLabels? labels, ContrastiveViews views, int batchSize, int seed)
    {
        int[] candidates = [.. Enumerable.Range(0, store.Count).Where(image => labels is null || labels.OfImages[image] >= 0)];
        RandomSource.Stream(seed, (long)RandomPurpose.Health).Shuffle(candidates);
        int[] chosen = [.. candidates.Take(MostImages)];
        int viewSeed = (int)RandomSource.Mix(seed, (long)RandomPurpose.Health);
        (int length, int side) = (views.Options.ViewLength, views.Options.ImageSize);
        var images = new HealthImages(Math.Min(Math.Min(batchSize, MostPairs), chosen.Length), chosen.Length, length)
        {
            Labels = labels is null ? null : [.. chosen.Select(image => (uint)labels.OfImages[image])],
        };
        Parallel.For(0, chosen.Length, i =>
        {
            PixelImage image = store.Get(chosen[i]);
            EvaluationTransform.ResizeAndCrop(image, side, side, images.Whole.AsSpan(i * length, length));
            if (i < images.Pairs)
            {
                Span<byte> online = images.Online.AsSpan(i * length, length), target = images.Target.AsSpan(i * length, length);
                views.Make(image, viewSeed, epoch: 0, chosen[i], online, target);
            }
        });
        return images;
    }
}
