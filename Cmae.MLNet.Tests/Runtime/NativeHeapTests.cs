using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Cmae.MLNet.Runtime;
using Cmae.MLNet.Tests.Checkpoints;
using Cmae.MLNet.Tests.Scoring;
using Microsoft.ML;
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
        // What comes from the system without a user depends on what other tests have left in the heap.
        Assert.IsFalse(NativeHeap.IsInUse);
        using (var first = new NativeHeap())
        {
            new NativeHeap().Dispose();
            Assert.IsTrue(NativeHeap.IsInUse);
            Assert.IsLessThan(Size, MappedForOneTensor());
            first.Dispose();
            Assert.IsFalse(NativeHeap.IsInUse);
        }
        using var again = new NativeHeap();
        Assert.IsLessThan(Size, MappedForOneTensor());
    }

    [TestMethod]
    public void ACursorOverFeaturesOfLibtorchIsAUserUntilItIsDisposed()
    {
        using var images = new SampleImages(20);
        var ml = new MLContext();
        IDataView features = ml.Transforms.CmaeFeaturize(new CmaeFeaturizingEstimator.Options
        {
            InputColumnName = "Image",
            Encoder = RandomEncoder.Create(),
            Engine = CmaeScoringEngine.LibtorchBFloat16,
        }).Fit(images.View(ml)).Transform(images.View(ml));
        using (DataViewRowCursor cursor = features.GetRowCursor([features.Schema["Features"]]))
        {
            Assert.IsTrue(cursor.MoveNext());
            Assert.IsTrue(NativeHeap.IsInUse);
        }
        Assert.IsFalse(NativeHeap.IsInUse);
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
