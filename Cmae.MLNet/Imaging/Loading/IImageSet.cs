namespace Cmae.MLNet.Imaging;

/// <summary>Images by number, for training. Thread-safe.</summary>
internal interface IImageSet
{
    /// <summary>Number of images.</summary>
    int Count { get; }

    /// <summary>The image of a number from 0; shared, never to be written to.</summary>
    PixelImage Get(int index);
}
