using Cmae.MLNet.Runtime;

namespace Cmae.MLNet.Tests.Runtime;

[TestClass]
public sealed class LibtorchTests
{
    [TestMethod]
    public void ItLoadsHereWithoutAManualStep() => Libtorch.EnsureLoaded();

    [TestMethod]
    public void AMissingPackageIsNamed()
    {
        string message = Libtorch.MissingMessage("linux-x64", "libtorch-cpu-linux-x64");
        StringAssert.Contains(message, "dotnet add package libtorch-cpu-linux-x64 --version 2.10.0");
        StringAssert.Contains(Libtorch.MissingMessage("linux-arm64", null), "none for this platform (linux-arm64)");
    }

    [TestMethod]
    public void AnOldLibstdcxxIsToldApartFromAVersionMismatch()
    {
        StringAssert.Contains(Libtorch.UnloadableMessage("version `GLIBCXX_3.4.32' not found"), "CmaeRelaxLibstdcxx=always");
        StringAssert.Contains(Libtorch.UnloadableMessage("undefined symbol"), "must match");
    }
}
