using Cmae.MLNet.Imaging;
using Cmae.MLNet.Runtime;
using TorchSharp;

namespace Cmae.MLNet.Pretraining;

/// <summary>The pictures of a run: some of its images, evenly spread, as training sees them and as the model does.</summary>
internal sealed class RunPictures(CmaeLearner trainer, ImageStore store, int seed)
{
    private const int PicturedImages = 8;

    private readonly int[] _images =
        [
            .. Enumerable.Range(0, Math.Min(PicturedImages, store.Count))
                .Select(i => (int)((long)i * store.Count / Math.Min(PicturedImages, store.Count))),
        ];

    private int Side => trainer.Model.Configuration.Encoder.ImageSize;

    /// <summary>Three rows: the images, their online views, and their target views, as the first epoch has them.</summary>
    public void DrawViews(string path, ContrastiveViews views, int viewSeed)
    {
        var (online, target) = (new List<PixelImage>(), new List<PixelImage>());
        foreach (int image in _images)
        {
            (var first, var second) = (new PixelImage(Side, Side), new PixelImage(Side, Side));
            views.Make(store.Get(image), viewSeed, epoch: 0, image, first.Pixels, second.Pixels);
            online.Add(first);
            target.Add(second);
        }
        ImageGrid.WritePng(path, [CenterSquares(), online, target]);
    }

    /// <summary>Three rows: the images, masked, and reconstructed.</summary>
    public void DrawReconstruction(string path)
    {
        PixelImage[] images = CenterSquares();
        using torch.Tensor noise = trainer.MaskNoise(images.Length, RandomSource.Stream(seed, (long)RandomPurpose.Picture));
        ImageGrid.WritePng(path, Reconstruction.Draw(trainer.Model, images, noise));
    }

    private PixelImage[] CenterSquares() =>
    [
        .. _images.Select(image =>
        {
            var square = new PixelImage(Side, Side);
            EvaluationTransform.ResizeAndCrop(store.Get(image), Side, Side, square.Pixels);
            return square;
        }),
    ];
}
