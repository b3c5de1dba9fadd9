using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Cmae.MLNet.Runtime;
using static TorchSharp.torch;

namespace Cmae.MLNet.Tests.Runtime;

/// <summary>What the C library holds is looked at, so no other test may run meanwhile.</summary>
[TestClass]
[DoNotParallelize]
[OSCondition(OperatingSystems.Linux)]
public sealed partial class NativeHeapTests
{
    // More than glibc ever takes from its heap by itself, less than the largest part of a thread's heap.
    private const long Size = 40 << 20;

    [TestMethod]
    public void LargeTensorsComeFromTheHeapUntilTheLastUserIsGone()
    {
        Assert.IsGreaterThanOrEqualTo(Size, MappedForOneTensor());
        using (var first = new NativeHeap())
        {
            new NativeHeap().Dispose();
            Assert.IsLessThan(Size, MappedForOneTensor());
            first.Dispose();
            Assert.IsGreaterThanOrEqualTo(Size, MappedForOneTensor());
        }
        using var again = new NativeHeap();
        Assert.IsLessThan(Size, MappedForOneTensor());
    }

    /// <summary>Bytes that the C library asks the system for, for one tensor alone.</summary>
    private static nint MappedForOneTensor()
    {
        nint before = mallinfo2().MappedBytes;
        using Tensor tensor = zeros(Size / sizeof(float));
        return mallinfo2().MappedBytes - before;
    }

    [LibraryImport("libc.so.6")]
    private static partial Statistics mallinfo2();

    /// <summary>struct mallinfo2 of &lt;malloc.h&gt;: ten numbers, of which the fifth is of bytes that the system mapped.</summary>
    [InlineArray(10)]
    private struct Statistics
    {
        private nint _first;

        public readonly nint MappedBytes => this[4];
    }
}
