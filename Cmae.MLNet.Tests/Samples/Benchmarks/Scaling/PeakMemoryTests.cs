using System.Runtime.InteropServices;
using Cmae.MLNet.Samples.Benchmarks.Scaling;

namespace Cmae.MLNet.Tests.Samples.Benchmarks.Scaling;

[TestClass]
public sealed class PeakMemoryTests
{
    [TestMethod]
    [OSCondition(OperatingSystems.Linux)]
    public void MemoryThatIsGivenBackCountsAsWell()
    {
        const int size = 64 << 20;
        double? peak = PeakMemory.Measure(() =>
        {
            nint memory = Marshal.AllocHGlobal(size);
            Marshal.Copy(new byte[size], 0, memory, size);
            Marshal.FreeHGlobal(memory);
        });
        Assert.IsGreaterThan(0.9 * size, peak!.Value);
    }
}
