using Cmae.MLNet.Imaging;
using Cmae.MLNet.Modeling;
using TorchSharp;
using static TorchSharp.torch;

namespace Cmae.MLNet.Segmentation;

/// <summary>
/// From the logits of a padded square to those of the whole image, as <see cref="Onnx.LabelMapGraph"/> writes it for ONNX Runtime.
/// </summary>
internal static class WholeImage
{
    /// <summary>Scaled to the square, cut to where the image lies, and stretched to a square again.</summary>
    /// <param name="logits">(1, K, g, g)</param>
    /// <param name="width">Width of the image.</param>
    /// <param name="height">Height of the image.</param>
    /// <param name="side">Side of the square (S).</param>
    /// <returns>(1, K, S, S)</returns>
    public static Tensor Logits(Tensor logits, int width, int height, int side)
    {
        using DisposeScope scope = NewDisposeScope();
        Letterbox box = Letterbox.Of(width, height, side);
        Tensor cut = MapResize.Bilinear(logits, side).narrow(2, box.Top, box.Height).narrow(3, box.Left, box.Width);
        return MapResize.Bilinear(cut, side).MoveToOuterDisposeScope();
    }

    /// <summary>The greatest class of every place, row by row.</summary>
    /// <param name="whole">(1, K, S, S)</param>
    public static byte[] Classes(Tensor whole)
    {
        using DisposeScope scope = NewDisposeScope();
        return whole.argmax(1).to_type(ScalarType.Byte).cpu().contiguous().data<byte>().ToArray();
    }
}
