using System.Text.Json;

namespace Cmae.MLNet.Imaging;

/// <summary>The region of one annotation of COCO: a list of polygons, run lengths as numbers, or run lengths as text.</summary>
internal static class CocoRegion
{
    /// <summary>Reads the parts of a region. COCO unites polygons: one inside another is not a hole, which only run lengths can have.</summary>
    /// <param name="segmentation">The value of the annotation's key.</param>
    /// <param name="width">Width of the image in pixels.</param>
    /// <param name="height">Height of the image in pixels.</param>
    /// <exception cref="InvalidDataException">The region cannot be read; the message is a part of a sentence.</exception>
    public static IReadOnlyList<RunLengths> Read(JsonElement segmentation, int width, int height)
    {
        try
        {
            return segmentation.ValueKind switch
            {
                JsonValueKind.Array =>
                    [.. segmentation.EnumerateArray().Select(polygon => Area.OfPolygon(width, height, Numbers(polygon)))],
                JsonValueKind.Object => [Lengths(segmentation, width, height)],
                _ => throw new InvalidDataException(
                    "it has no 'segmentation'. Annotations with boxes alone are for detection; export the regions as well"),
            };
        }
        catch (Exception exception) when (exception is InvalidOperationException or KeyNotFoundException or FormatException)
        {
            throw new InvalidDataException("its 'segmentation' is neither a list of polygons nor run lengths", exception);
        }
    }

    private static double[] Numbers(JsonElement list) => [.. list.EnumerateArray().Select(number => number.GetDouble())];

    private static RunLengths Lengths(JsonElement region, int width, int height)
    {
        int[] size = [.. region.GetProperty("size").EnumerateArray().Select(number => number.GetInt32())];
        if (size is not [var rows, var columns] || rows != height || columns != width)
        {
            throw new InvalidDataException(
                $"its 'size' is [{string.Join(", ", size)}] where the image's height and width are [{height}, {width}]");
        }
        JsonElement counts = region.GetProperty("counts");
        return new(width, height, counts.ValueKind == JsonValueKind.String
            ? RunLengthText.Parse(counts.GetString()!)
            : [.. counts.EnumerateArray().Select(number => number.GetInt32())]);
    }
}
