using Cmae.MLNet.Runtime;

namespace Cmae.MLNet.Tests.Runtime;

[TestClass]
public sealed class AddressSpaceTests
{
    private const string Header = "Limit                     Soft Limit           Hard Limit           Units     ";

    [TestMethod]
    [DataRow("Max address space         2560000000           2560000000           bytes     ", 2_560_000_000L)]
    [DataRow("Max address space         unlimited            unlimited            bytes     ", null)]
    [DataRow("Max open files            1024                 4096                 files     ", null)]
    public void TheSoftLimitIsRead(string line, long? bytes) => Assert.AreEqual(bytes, AddressSpace.Limit([Header, line]));

    [TestMethod]
    public void WithoutALimitNothingIsSaid()
    {
        if (!File.Exists("/proc/self/limits") || AddressSpace.Limit(File.ReadLines("/proc/self/limits")) is null)
            Assert.IsNull(AddressSpace.Left());
        else
            Assert.IsGreaterThan(0, AddressSpace.Left()!.Value);
    }
}
