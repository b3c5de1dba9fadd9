using System.Text.Json;

namespace Cmae.MLNet.Imaging;

/// <summary>The annotation file of one image as LabelMe writes it.</summary>
/// <param name="ImageWidth">Width of the image in pixels.</param>
/// <param name="ImageHeight">Height of the image in pixels.</param>
/// <param name="Shapes">The regions; later ones lie on top.</param>
internal sealed record LabelMeFile(int ImageWidth, int ImageHeight, IReadOnlyList<LabelMeFile.Shape>? Shapes)
{
    private const int CircleCorners = 72;

    /// <summary>COCO's key: its file is of many images.</summary>
    public JsonElement? Annotations { get; init; }

    /// <summary>Reads the mask of a file.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is of another form, or has a shape or label that is not known.</exception>
    public static ClassMask ReadMask(string path, string? place, SegmentationClasses classes)
    {
        LabelMeFile file = Read(path, place);
        var mask = new ClassMask(file.ImageWidth, file.ImageHeight, ClassNames.Blank(classes, file.ImageWidth, file.ImageHeight));
        for (int i = 0; i < file.Shapes!.Count; i++)
        {
            string shape = $"{MaskErrors.Name(path)}, shape {i + 1} ('{Files.PrintableName.Of(file.Shapes[i].Label)}')";
            byte index = ClassNames.Of(classes, file.Shapes[i].Label, shape);
            try
            {
                Area.OfPolygon(mask.Width, mask.Height, Corners(file.Shapes[i])).Paint(mask.Classes, index);
            }
            catch (InvalidDataException exception)
            {
                throw new InvalidDataException($"{shape}: {exception.Message}.", exception);
            }
        }
        return mask;
    }

    /// <summary>Reads a file.</summary>
    public static LabelMeFile Read(string path, string? place)
    {
        LabelMeFile file = AnnotationFile.Read<LabelMeFile>(path, place);
        if (file.Annotations is not null)
        {
            throw new InvalidDataException(
                $"{MaskErrors.Name(path)} has annotations of many images, as COCO's files do. Load it with " +
                "mlContext.Data.LoadCocoSegmentation.");
        }
        if (file.Shapes is null || file.ImageWidth < 1 || file.ImageHeight < 1
            || (long)file.ImageWidth * file.ImageHeight > ImageLimits.Default.Pixels)
        {
            throw new InvalidDataException(
                $"{MaskErrors.Name(path)} is not a file of LabelMe: it has {(file.Shapes is null ? "no 'shapes'" : "'shapes'")} " +
                $"and a size of {file.ImageWidth}x{file.ImageHeight} (imageWidth, imageHeight).");
        }
        return file;
    }

    private static IReadOnlyList<double> Corners(Shape shape) => (shape.ShapeType ?? "polygon", shape.Points) switch
    {
        ("polygon", var points) => [.. points.SelectMany(point => point)],
        ("rectangle", [[var x0, var y0], [var x1, var y1]]) => [x0, y0, x1, y0, x1, y1, x0, y1],
        ("circle", [[var x, var y], [var x1, var y1]]) => Circle(x, y, double.Hypot(x1 - x, y1 - y)),
        (var type, var points) => throw new InvalidDataException(
            $"a shape of the type '{type}' with {points.Count} points has no area that can be read; use polygons, rectangles or circles"),
    };

    private static IReadOnlyList<double> Circle(double x, double y, double radius) => [.. Enumerable.Range(0, CircleCorners)
        .Select(i => Math.SinCos(i * 2 * Math.PI / CircleCorners))
        .SelectMany(point => (double[])[x + (radius * point.Cos), y + (radius * point.Sin)])];

    /// <summary>One region.</summary>
    /// <param name="Label">Name of its class.</param>
    /// <param name="Points">Corners; of a rectangle two opposite ones; of a circle the center and a point on it.</param>
    public sealed record Shape(string Label, IReadOnlyList<double[]> Points)
    {
        /// <summary>What it is; null is a polygon.</summary>
        [System.Text.Json.Serialization.JsonPropertyName("shape_type")]
        public string? ShapeType { get; init; }
    }
}
