using Cmae.MLNet.Imaging;
using Cmae.MLNet.Modeling;
using Cmae.MLNet.Tensors;
using Cmae.MLNet.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Cmae.MLNet.Pretraining;

/// <summary>The pixel decoder's prediction for masked images, turned back into pixels.</summary>
internal static class Reconstruction
{
    private const byte MaskedGray = 127;

    /// <summary>Masks and reconstructs images.</summary>
    /// <param name="model">Not changed.</param>
    /// <param name="images">Images of the model's size.</param>
    /// <param name="noise">(N, NoiseLength): chooses the masks.</param>
    /// <returns>Three rows: the images, masked, and with the masked patches filled in. Visible patches are those of the image.</returns>
    /// <remarks>
    /// The decoder predicts normalized pixels, without the mean and contrast of a patch; these are taken from the image, as is usual for
    /// such pictures.
    /// </remarks>
    public static IReadOnlyList<IReadOnlyList<PixelImage>> Draw(CmaeModel model, IReadOnlyList<PixelImage> images, Tensor noise)
    {
        using IDisposable noGradient = no_grad();
        using DisposeScope scope = NewDisposeScope();
        CmaeEncoderConfiguration encoder = model.Configuration.Encoder;
        byte[] pixels = [.. images.SelectMany(image => image.Pixels)];
        Tensor input = PixelTensor.FromPixels(pixels, images.Count, encoder.ImageSize, encoder.Preprocessing, noise.device);
        TokenMask mask = model.Mask(noise);
        Tensor predicted = model.pixel_decoder.forward(model.backbone.forward_visible(input, mask), mask);     // (N, L, 3p²)

        Tensor planes = tensor(pixels, [images.Count, encoder.ImageSize, encoder.ImageSize, 3], dtype: uint8).to(noise.device)
            .permute(0, 3, 1, 2).to(float32).contiguous();                                                     // (N, 3, S, S), 0..255
        Tensor patches = Patches.Patchify(planes, encoder.PatchSize);                                          // (N, L, 3p²)
        Tensor hidden = mask.Mask.unsqueeze(-1).to(@bool);                                                     // (N, L, 1)
        Tensor masked = where(hidden, tensor(MaskedGray, dtype: float32, device: patches.device), patches);
        Tensor filled = where(hidden, Patches.Denormalize(predicted, patches), patches);
        return [images, ToImages(masked, encoder), ToImages(filled, encoder)];
    }

    /// <summary>(N, L, 3p²) in 0..255 -> N images.</summary>
    private static IReadOnlyList<PixelImage> ToImages(Tensor patches, CmaeEncoderConfiguration encoder)
    {
        int side = encoder.ImageSize;
        byte[] pixels = Patches.Unpatchify(patches, encoder.PatchSize)                                         // (N, 3, S, S)
            .permute(0, 2, 3, 1)                                                                               // (N, S, S, 3)
            .Within(0, 255).round().to(uint8).contiguous().cpu().data<byte>().ToArray();
        return [.. pixels.Chunk(side * side * 3).Select(image => new PixelImage(side, side, image))];
    }
}
