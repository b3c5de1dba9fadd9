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
        Assert.IsGreaterThanOrEqualTo(Size, MappedForTensors());
        using (var first = new NativeHeap())
        {
            new NativeHeap().Dispose();
            Assert.IsLessThan(Size, MappedForTensors());
            first.Dispose();
            Assert.IsGreaterThanOrEqualTo(Size, MappedForTensors());
        }
        using var again = new NativeHeap();
        Assert.IsLessThan(Size, MappedForTensors());
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
            Assert.IsLessThan(Size, MappedForTensors());
        }
        Assert.IsGreaterThanOrEqualTo(Size, MappedForTensors());
    }

    /// <summary>Bytes that the C library asks the system for, for a few tensors alone: the first may find room that others have left in the heap.</summary>
    private static nint MappedForTensors()
    {
        nint before = mallinfo2().MappedBytes;
        Tensor[] tensors = [.. Enumerable.Range(0, 4).Select(_ => empty(Size / sizeof(float)))];
        nint mapped = mallinfo2().MappedBytes - before;
        foreach (Tensor tensor in tensors)
            tensor.Dispose();
        return mapped;
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
