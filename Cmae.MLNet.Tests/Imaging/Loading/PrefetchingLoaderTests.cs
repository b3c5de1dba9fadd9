using Cmae.MLNet.Imaging;

namespace Cmae.MLNet.Tests.Imaging;

[TestClass]
public sealed class PrefetchingLoaderTests
{
    [TestMethod]
    [DataRow(1, 1, 7)]
    [DataRow(3, 2, 7)]
    [DataRow(8, 4, 100)]
    public void EveryBatchIsCompleteAndInOrder(int workers, int ahead, int batches)
    {
        var filler = new Filler { Delay = index => Thread.SpinWait(index * 7919 % 2000) };
        using var loader = new PrefetchingLoader<int, int[]>(
            Enumerable.Range(0, batches), filler, new() { Workers = workers, BatchesAhead = ahead });
        int[] sums = [.. loader.Select(batch => batch.Sum())];
        CollectionAssert.AreEqual(Enumerable.Range(0, batches).Select(Filler.Sum).ToArray(), sums);
        Assert.AreEqual(ahead + 1, filler.Created);
    }

    [TestMethod]
    public void WorkersStayWithinTheBatchesAhead()
    {
        var filler = new Filler();
        var planned = 0;
        IEnumerable<int> plans = Enumerable.Range(0, 50).Select(plan => planned = plan + 1);
        using var loader = new PrefetchingLoader<int, int[]>(plans, filler, new() { BatchesAhead = 2 });
        using IEnumerator<int[]> batches = loader.GetEnumerator();
        Assert.IsTrue(batches.MoveNext());
        Thread.Sleep(50);
        Assert.IsLessThanOrEqualTo(3, Volatile.Read(ref planned));
    }

    [TestMethod]
    public void AnErrorSurfacesAtItsBatchWithItsType()
    {
        var filler = new Filler { Delay = index => { if (index == 2 * Filler.Size) throw new FileNotFoundException("photo.jpg"); } };
        using var loader = new PrefetchingLoader<int, int[]>(Enumerable.Range(0, 9), filler, new() { Workers = 2, BatchesAhead = 4 });
        var seen = 0;
        FileNotFoundException error = Assert.ThrowsExactly<FileNotFoundException>(() =>
        {
            foreach (int[] _ in loader)
                seen++;
        });
        Assert.AreEqual("photo.jpg", error.Message);
        Assert.AreEqual(2, seen);
    }

    [TestMethod]
    public void AnErrorOfThePlansSurfacesAfterTheBatchesBefore()
    {
        IEnumerable<int> plans = Enumerable.Range(0, 5).Select(plan => plan < 2 ? plan : throw new InvalidOperationException("no more"));
        using var loader = new PrefetchingLoader<int, int[]>(plans, new Filler(), new());
        var seen = 0;
        Assert.ThrowsExactly<InvalidOperationException>(() =>
        {
            foreach (int[] _ in loader)
                seen++;
        });
        Assert.AreEqual(2, seen);
    }

    [TestMethod]
    public void CancellationWakesTheConsumer()
    {
        using var source = new CancellationTokenSource();
        using var blocked = new ManualResetEventSlim();
        using var loader = new PrefetchingLoader<int, int[]>(
            [0], new Filler { Delay = _ => blocked.Wait() }, new() { CancellationToken = source.Token });
        source.CancelAfter(20);
        Assert.ThrowsExactly<OperationCanceledException>(() => loader.Count());
        blocked.Set();
    }

    [TestMethod]
    public void DisposeEndsTheWorkersEvenInTheMiddle()
    {
        var filler = new Filler();
        var loader = new PrefetchingLoader<int, int[]>(Enumerable.Range(0, int.MaxValue), filler, new() { Workers = 3 });
        _ = loader.First();
        loader.Dispose();
        int fills = filler.Fills;
        Thread.Sleep(30);
        Assert.AreEqual(fills, filler.Fills);
    }

    [TestMethod]
    public void ItCanBeEnumeratedOnce()
    {
        using var loader = new PrefetchingLoader<int, int[]>([0], new Filler(), new());
        Assert.AreEqual(1, loader.Count());
        Assert.ThrowsExactly<InvalidOperationException>(() => loader.Count());
    }

    private sealed class Filler : IBatchFiller<int, int[]>
    {
        public const int Size = 5;

        private readonly System.Collections.Concurrent.ConcurrentDictionary<int[], int> _plans = new();
        private int _fills, _created;

        public Action<int> Delay { get; init; } = _ => { };

        public int Fills => Volatile.Read(ref _fills);

        public int Created => _created;

        public static int Sum(int plan) => Enumerable.Range(plan * Size, Size).Sum();

        public int[] Create()
        {
            _created++;
            return new int[Size];
        }

        public int Begin(int[] batch, int plan)
        {
            _plans[batch] = plan;
            return Size;
        }

        public void Fill(int[] batch, int slot)
        {
            int index = _plans[batch] * Size + slot;
            Delay(index);
            batch[slot] = index;
            Interlocked.Increment(ref _fills);
        }
    }
}
