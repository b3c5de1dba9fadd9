using Cmae.MLNet.Imaging;

namespace Cmae.MLNet.Tests.Imaging;

/// <summary>Writes masks and reads them back.</summary>
internal sealed class MaskFolder : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public string this[string name] => _folder[name];

    public ClassMask Read(byte[] content, params CmaeSegmentationClass[] classes)
    {
        File.WriteAllBytes(_folder["mask.png"], content);
        return new MaskReader(new(classes)).Read(_folder["mask.png"]);
    }

    public string Error(byte[] content, params CmaeSegmentationClass[] classes) =>
        Assert.ThrowsExactly<InvalidDataException>(() => Read(content, classes)).Message;

    public void Dispose() => _folder.Dispose();
}
