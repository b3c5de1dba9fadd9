namespace Cmae.MLNet.Imaging;

/// <summary>The class of every pixel of an image, row by row from the top left.</summary>
/// <remarks>A cached mask is shared between threads and never written to.</remarks>
internal sealed class ClassMask
{
    /// <summary>Stands for a pixel that belongs to no class: it is neither trained on nor measured.</summary>
    public const byte Ignored = 255;

    public ClassMask(int width, int height, byte[] classes)
    {
        if (width < 1 || height < 1 || classes.LongLength != (long)width * height)
            throw new ArgumentException($"A mask of {width}x{height} needs {(long)width * height} classes, not {classes.LongLength}.");
        (Width, Height, Classes) = (width, height, classes);
    }

    public int Width { get; }

    public int Height { get; }

    /// <summary>Height × Width indices of classes, or <see cref="Ignored"/>.</summary>
    public byte[] Classes { get; }

    /// <summary>Whether no pixel belongs to a class.</summary>
    public bool IsAllIgnored => !Classes.AsSpan().ContainsAnyExcept(Ignored);
}
