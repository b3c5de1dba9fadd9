using Cmae.MLNet.Imaging;
using Cmae.MLNet.Modeling;
using Cmae.MLNet.Tensors;
using Cmae.MLNet.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Cmae.MLNet.Pretraining;

/// <summary>What the pixel decoder makes of masked images, turned back into pixels.</summary>
internal static class Reconstruction
{
    private const double VarianceEpsilon = 1e-6;
    private const byte MaskedGray = 127;

    /// <summary>Masks and reconstructs images.</summary>
    /// <param name="model">Not changed.</param>
    /// <param name="images">Images of the model's size.</param>
    /// <param name="noise">(N, NoiseLength): chooses the masks.</param>
    /// <returns>Three rows: the images, masked, and with the masked patches filled in. Visible patches are the image's own.</returns>
    /// <remarks>
    /// The decoder predicts pixels normalized per patch, so that a patch's mean and contrast are not its to tell; they are
    /// taken from the image, as is usual for such pictures.
    /// </remarks>
    public static IReadOnlyList<IReadOnlyList<PixelImage>> Draw(CmaeModel model, IReadOnlyList<PixelImage> images, Tensor noise)
    {
        using IDisposable noGradient = no_grad();
        using DisposeScope scope = NewDisposeScope();
        CmaeEncoderConfiguration encoder = model.Configuration.Encoder;
        byte[] pixels = [.. images.SelectMany(image => image.Pixels)];
        Tensor input = PixelTensor.FromPixels(pixels, images.Count, encoder.ImageSize, encoder.Preprocessing, noise.device);
        TokenMask mask = model.Mask(noise);
        Tensor predicted = model.pixel_decoder.forward(model.backbone.forward_visible(input, mask), mask.IdsRestore);

        // In units of 0..255, R,G,B, a patch's values in the order row, column, channel: (N, L, 3p²)
        Tensor patches = ReconstructionLoss.Patchify(
            tensor(pixels, [images.Count, encoder.ImageSize, encoder.ImageSize, 3], dtype: uint8).to(noise.device).permute(0, 3, 1, 2).to(float32).contiguous(), encoder.PatchSize);
        Tensor mean = patches.mean([-1], keepdim: true);
        Tensor deviation = patches.var(-1, unbiased: true, keepdim: true).Plus(VarianceEpsilon).sqrt();
        Tensor hidden = mask.Mask.unsqueeze(-1).to(@bool);
        Tensor masked = where(hidden, tensor(MaskedGray, dtype: float32, device: patches.device), patches);
        Tensor filled = where(hidden, (predicted * deviation).Plus(mean), patches);
        return [images, ToImages(masked, encoder), ToImages(filled, encoder)];
    }

    /// <summary>(N, L, 3p²) in 0..255 -> N images.</summary>
    private static IReadOnlyList<PixelImage> ToImages(Tensor patches, CmaeEncoderConfiguration encoder)
    {
        (int grid, int patch, int side) = (encoder.GridSize, encoder.PatchSize, encoder.ImageSize);
        byte[] pixels = patches.view(-1, grid, grid, patch, patch, 3)
            .permute(0, 1, 3, 2, 4, 5)                      // (N, rows, p, columns, p, 3)
            .Within(0, 255).round().to(uint8).contiguous().cpu().data<byte>().ToArray();
        return [.. pixels.Chunk(side * side * 3).Select(image => new PixelImage(side, side, image))];
    }
}
