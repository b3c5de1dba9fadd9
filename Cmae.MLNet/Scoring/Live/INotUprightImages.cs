namespace Cmae.MLNet.Scoring;

/// <summary>Told of images that record an orientation and are scored as they are stored; says so in a warning.</summary>
/// <remarks>Thread-safe.</remarks>
internal interface INotUprightImages
{
    /// <summary>A reader of images starts; the result is disposed when it ends.</summary>
    IDisposable Open();

    /// <summary>Such an image was read.</summary>
    void Add();
}
