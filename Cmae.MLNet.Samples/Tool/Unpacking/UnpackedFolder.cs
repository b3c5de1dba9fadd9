using System.Runtime.InteropServices;
using Cmae.MLNet.Samples.Tool.Output;
using SkiaSharp;

namespace Cmae.MLNet.Samples.Tool.Unpacking;

/// <summary>Writes images as a folder that all verbs read: PNG files in class-named sub-folders, and a split.csv.</summary>
internal static class UnpackedFolder
{
    /// <summary>Writes the images without loss; split.csv comes last, so that a folder that has one is complete.</summary>
    /// <returns>Number of images.</returns>
    /// <exception cref="IOException">The folder has something in it.</exception>
    public static int Write(CifarFolder images, DirectoryInfo folder, CancellationToken cancellation)
    {
        if (folder.Exists && folder.EnumerateFileSystemInfos().Any())
            throw new IOException($"The folder '{folder.FullName}' is not empty. Choose another, or delete what is in it.");
        foreach (string name in images.Classes)
            folder.CreateSubdirectory(name);
        List<string[]> rows = [];
        int number = 0;
        foreach (CifarBatch batch in images.Train)
        {
            rows.AddRange(WriteBatch(batch, "train", number, images.Classes, folder, cancellation));
            number += batch.Count;
        }
        rows.AddRange(WriteBatch(images.Test, "test", 0, images.Classes, folder, cancellation));
        using OutputFile file = OutputFile.Create(Path.Combine(folder.FullName, "split.csv"));
        using (var writer = new CsvWriter(file.Stream))
        {
            foreach (string[] record in (IEnumerable<string[]>)[["path", "label", "split"], .. rows])
                writer.WriteRecord(record);
        }
        file.Complete();
        return rows.Count;
    }

    private static string[][] WriteBatch(
        CifarBatch batch, string split, int firstNumber, IReadOnlyList<string> classes, DirectoryInfo folder,
        CancellationToken cancellation)
    {
        var rows = new string[batch.Count][];
        Parallel.For(0, batch.Count, new ParallelOptions { CancellationToken = cancellation }, index =>
        {
            string name = classes[batch.LabelOf(index)], path = $"{name}/{split}-{firstNumber + index:D5}.png";
            rows[index] = [path, name, split];
            using OutputFile file = OutputFile.Create(Path.Combine(folder.FullName, path));
            WritePng(batch.PixelsOf(index), file.Stream);
            file.Complete();
        });
        return rows;
    }

    private static void WritePng(byte[] pixels, Stream stream)
    {
        using var image = new SKBitmap(CifarBatch.Side, CifarBatch.Side, SKColorType.Rgba8888, SKAlphaType.Opaque);
        Marshal.Copy(pixels, 0, image.GetPixels(), pixels.Length);
        image.Encode(stream, SKEncodedImageFormat.Png, quality: 100);
    }
}
