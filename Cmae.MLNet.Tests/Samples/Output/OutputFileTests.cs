using Cmae.MLNet.Files;
using Cmae.MLNet.Samples.Output;

namespace Cmae.MLNet.Tests.Samples.Output;

[TestClass]
public sealed class OutputFileTests
{
    [TestMethod]
    public void A_missing_folder_is_made()
    {
        using var folder = new TemporaryFolder();
        string path = Path.Combine(folder["below"], "further", "a.txt");
        using (AtomicFile file = OutputFile.Create(path))
        {
            file.Stream.Write("new"u8);
            file.Complete();
        }
        Assert.AreEqual("new", File.ReadAllText(path));
    }
}
