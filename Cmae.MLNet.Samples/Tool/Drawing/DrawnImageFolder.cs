using SkiaSharp;

namespace Cmae.MLNet.Samples.Tool.Drawing;

/// <summary>Folders of drawn images, in class-named sub-folders, so that they can be looked at.</summary>
internal static class DrawnImageFolder
{
    /// <summary>Draws images, the classes in turn, and writes them as PNG files; what is there already is overwritten.</summary>
    /// <param name="folder">Where the class folders go.</param>
    /// <param name="count">How many images.</param>
    /// <param name="side">Width and height in pixels.</param>
    /// <param name="seed">Two folders of the same seed are the same; of another seed, they share no image.</param>
    public static void Write(string folder, int count, int side, int seed)
    {
        Shape[] shapes = Enum.GetValues<Shape>();
        foreach (Shape shape in shapes)
            Directory.CreateDirectory(Path.Combine(folder, NameOf(shape)));
        Parallel.For(0, count, index =>
        {
            Shape shape = shapes[index % shapes.Length];
            using SKBitmap image = Scene.Draw(shape, side, Stream(seed, index));
            Save(image, Path.Combine(folder, NameOf(shape), $"{index:D5}.png"));
        });
    }

    /// <summary>Draws a page of images, one row a class.</summary>
    public static void WriteContactSheet(string file, int columns, int side, int seed)
    {
        const int Gap = 3;
        Shape[] shapes = Enum.GetValues<Shape>();
        using var sheet = new SKBitmap((columns * (side + Gap)) + Gap, (shapes.Length * (side + Gap)) + Gap);
        using (var canvas = new SKCanvas(sheet))
        {
            canvas.Clear(SKColors.White);
            for (int index = 0; index < columns * shapes.Length; index++)
            {
                (int column, int row) = Math.DivRem(index, shapes.Length);
                using SKBitmap image = Scene.Draw(shapes[row], side, Stream(seed, index));
                canvas.DrawBitmap(image, Gap + (column * (side + Gap)), Gap + (row * (side + Gap)));
            }
        }
        Save(sheet, file);
    }

    /// <summary>The random stream of one image: mixes seed and number so that neighbors have nothing in common.</summary>
    private static Random Stream(int seed, int index) =>
        new((int)((((ulong)(uint)seed * 0x9E3779B97F4A7C15) + ((ulong)index * 0xD1B54A32D192ED03)) >> 33));

    private static string NameOf(Shape shape) => shape.ToString().ToLowerInvariant();

    private static void Save(SKBitmap image, string file)
    {
        using FileStream stream = File.Create(file);
        image.Encode(stream, SKEncodedImageFormat.Png, quality: 100);
    }
}
