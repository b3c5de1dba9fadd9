using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Cmae.MLNet.Runtime;
using Cmae.MLNet.Tests.Encoders;
using Cmae.MLNet.Tests.Scoring;
using Microsoft.ML;
using static TorchSharp.torch;

namespace Cmae.MLNet.Tests.Runtime;

/// <summary>Observes the memory of the C library, so no other test may run at the same time.</summary>
[TestClass]
[DoNotParallelize]
[OSCondition(OperatingSystems.Linux)]
public sealed partial class NativeHeapTests
{
    // More than glibc takes from its heap by default, less than the largest part of a thread's heap.
    private const long Size = 40 << 20;

    // glibc first uses what other code has left free in the heap: room for several tensors, in our experience.
    private const int MoreThanTheHeapHasRoomFor = 64;

    [TestMethod]
    public void LargeTensorsComeFromTheHeapUntilTheLastUserIsGone()
    {
        Assert.IsGreaterThanOrEqualTo(Size, MappedForTensors(MoreThanTheHeapHasRoomFor));
        using (var first = new NativeHeap())
        {
            new NativeHeap().Dispose();
            Assert.IsLessThan(Size, MappedForTensors(4));
            first.Dispose();
            Assert.IsGreaterThanOrEqualTo(Size, MappedForTensors(MoreThanTheHeapHasRoomFor));
        }
        using var again = new NativeHeap();
        Assert.IsLessThan(Size, MappedForTensors(4));
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
            Assert.IsLessThan(Size, MappedForTensors(4));
        }
        Assert.IsGreaterThanOrEqualTo(Size, MappedForTensors(MoreThanTheHeapHasRoomFor));
    }

    /// <summary>
    /// Bytes that the C library requests from the system for a number of tensors. Nothing is written to them, so they use address space but no memory.
    /// </summary>
    private static nint MappedForTensors(int count)
    {
        nint before = mallinfo2().MappedBytes;
        Tensor[] tensors = [.. Enumerable.Range(0, count).Select(_ => empty(Size / sizeof(float)))];
        nint mapped = mallinfo2().MappedBytes - before;
        foreach (Tensor tensor in tensors)
            tensor.Dispose();
        return mapped;
    }

    [LibraryImport("libc.so.6")]
    private static partial Statistics mallinfo2();

    /// <summary>struct mallinfo2 of &lt;malloc.h&gt;: ten numbers; the fifth is the number of mapped bytes.</summary>
    [InlineArray(10)]
    private struct Statistics
    {
        private nint _first;

        public readonly nint MappedBytes => this[4];
    }
}
