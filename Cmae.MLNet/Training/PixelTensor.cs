using TorchSharp;
using static TorchSharp.torch;

namespace Cmae.MLNet.Training;

/// <summary>Turns 8-bit images into the model's input: the same normalization as <see cref="CmaeImagePreprocessing"/> states.</summary>
internal static class PixelTensor
{
    /// <summary>(N·S·S·3) bytes, interleaved R,G,B -> (N, 3, S, S) floats, normalized per plane, on the device.</summary>
    public static Tensor FromPixels(byte[] pixels, int count, int side, CmaeImagePreprocessing preprocessing, Device device)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor planes = tensor(pixels.AsMemory(0, count * side * side * 3), [count, side, side, 3], dtype: uint8).to(device)
            .permute(0, 3, 1, 2).to(float32);
        if (preprocessing.ChannelOrder == CmaeChannelOrder.Bgr)
            planes = planes.flip(1);
        return planes.sub(Planes(preprocessing.Mean, device)).div(Planes(preprocessing.StandardDeviation, device)).contiguous()
            .MoveToOuterDisposeScope();
    }

    /// <summary>A value for every channel: (1, 3, 1, 1).</summary>
    public static Tensor Planes(CmaeChannelTriple values, Device device) =>
        tensor(new[] { values.First, values.Second, values.Third }, device: device).view(1, 3, 1, 1);
}
