using System.Runtime.CompilerServices;
using Cmae.MLNet.Samples.Tool.CommandLine;

namespace Cmae.MLNet.Tests.Samples.Tool;

[TestClass]
public sealed class PublicApiTests
{
    [TestMethod]
    public void TheToolSeesThePublicApiAlone()
    {
        string[] insiders = [.. typeof(CmaeEncoder).Assembly.GetCustomAttributes(typeof(InternalsVisibleToAttribute), inherit: false)
            .Cast<InternalsVisibleToAttribute>().Select(attribute => attribute.AssemblyName)];
        CollectionAssert.AreEquivalent((string[])["Cmae.MLNet.Tests", "Cmae.MLNet.Benchmarks"], insiders);
        Assert.AreEqual("cmae", typeof(CommandLineApplication).Assembly.GetName().Name);
    }
}
