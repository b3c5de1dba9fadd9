using Cmae.MLNet.Runtime;

namespace Cmae.MLNet.Tests.Runtime;

[TestClass]
public sealed class LibtorchTests
{
    [TestMethod]
    public void ItLoadsHereWithoutAManualStep() => Libtorch.EnsureLoaded();

    [TestMethod]
    [DataRow("libtorch_cpu.so: cannot open shared object file: No such file or directory", null, "which this application does not include")]
    [DataRow("libtorch_cpu.so: cannot open shared object file: Too many open files", null,
        "reached its limit of open files. Raise the limit (ulimit -n)")]
    [DataRow("libtorch_cpu.so: failed to map segment from shared object", null, "does not fit in the memory that this process may use")]
    [DataRow("libtorch_cpu.so: cannot create shared object descriptor: Cannot allocate memory", null,
        "does not fit in the memory that this process may use")]
    [DataRow("libtorch_cpu.so: file too short", null, "its file is damaged")]
    [DataRow("version `GLIBCXX_3.4.32' not found", "/app/libtorch_cpu.so", "CmaeRelaxLibstdcxx=always")]
    [DataRow("LibTorchSharp.so: undefined symbol: _ZN2at4_ops", "/usr/lib/x86_64-linux-gnu/libtorch_cpu.so", "must match")]
    public void EveryFailureHasItsReasonAndTheLineThatAddsThePackage(string loader, string? loaded, string reason)
    {
        string message = Libtorch.MessageOf(loader, loaded, "linux-x64", "libtorch-cpu-linux-x64");
        StringAssert.Contains(message, reason);
        StringAssert.Contains(message, "dotnet add package libtorch-cpu-linux-x64 --version 2.10.0");
        Assert.AreEqual(
            reason == "which this application does not include", message.Contains("does not include", StringComparison.Ordinal), message);
        if (loaded is not null)
            StringAssert.Contains(message, $"The libtorch that was loaded is '{loaded}'.");
    }

    [TestMethod]
    public void APlatformWithoutAPackageIsNamed() =>
        StringAssert.Contains(Libtorch.MessageOf("", null, "linux-arm64", null), "none for this platform (linux-arm64)");
}
