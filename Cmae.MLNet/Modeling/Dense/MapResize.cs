using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Cmae.MLNet.Modeling;

/// <summary>Scales maps of values to a square, with pixels as areas ("half pixel"), as ONNX's Resize does by default.</summary>
internal static class MapResize
{
    /// <param name="map">(N, C, h, w)</param>
    /// <param name="side">The new height and width.</param>
    /// <returns>(N, C, side, side); the map itself if it has that size</returns>
    public static Tensor Bilinear(Tensor map, long side) => map.shape[2] == side && map.shape[3] == side
        ? map
        : functional.interpolate(map, size: [side, side], mode: InterpolationMode.Bilinear, align_corners: false);
}
