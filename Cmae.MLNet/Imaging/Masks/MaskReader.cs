using System.Collections.Concurrent;
using Microsoft.ML.Data;

namespace Cmae.MLNet.Imaging;

/// <summary>Reads masks: the class of every pixel of an image.</summary>
/// <param name="classes">The classes, and how masks show them.</param>
/// <remarks>Thread-safe.</remarks>
internal sealed class MaskReader(SegmentationClasses classes)
{
    private readonly ConcurrentDictionary<string, CocoFile> _annotations = new();

    /// <summary>The classes.</summary>
    public SegmentationClasses Classes => classes;

    /// <summary>Reads the mask of a file.</summary>
    /// <param name="path">A PNG; a .json of LabelMe; or a .json of COCO with # and the name of the image.</param>
    /// <param name="place">Where the path was found, for messages; null if it was given directly.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">
    /// The file is not a mask, is damaged or too large, or has a value or color that is not a class; the message names file, place and remedy.
    /// </exception>
    public ClassMask Read(string path, string? place = null)
    {
        var reference = MaskReference.Parse(path);
        if (!reference.IsAnnotations)
            return MaskClassification.Classify(MaskFile.Read(path, place), classes);
        return reference.Image is { } image
            ? _annotations.GetOrAdd(reference.Path, file => CocoFile.Read(file, place)).Draw(image, classes)
            : LabelMeFile.ReadMask(path, place, classes);
    }

    /// <summary>Takes the mask from an image, which stays the caller's: the value of a gray one, the class of the color of others.</summary>
    /// <param name="image">The image.</param>
    /// <param name="name">What messages call it, at the start of a sentence.</param>
    /// <exception cref="InvalidDataException">A value or color is not a class.</exception>
    public ClassMask Read(MLImage image, string name) =>
        MaskClassification.Classify(ColorMask.Of(ImageDecoder.Capture(image), name), classes);

    /// <summary>Takes the mask from values, row by row from the top left.</summary>
    /// <param name="values">Height × width values.</param>
    /// <param name="width">Width in pixels.</param>
    /// <param name="height">Height in pixels.</param>
    /// <param name="name">What messages call it, at the start of a sentence.</param>
    /// <exception cref="InvalidDataException">A value is not a class.</exception>
    public ClassMask Read(ReadOnlySpan<byte> values, int width, int height, string name)
    {
        var mask = new MaskPixels(name, width, height, MaskCoding.Gray);
        var row = new int[width];
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++)
                row[x] = values[(y * width) + x];
            mask.SetRow(y, row);
        }
        return MaskClassification.Classify(mask, classes);
    }
}
