using System.Collections;
using System.Runtime.ExceptionServices;

namespace Cmae.MLNet.Imaging;

/// <summary>
/// Prepares batches in the background, in the order of their plans. Batches are reused: each is valid until the next one is requested. The
/// content of a batch never depends on the timing of the threads.
/// </summary>
/// <typeparam name="TPlan">Says what goes into a batch.</typeparam>
/// <typeparam name="TBatch">A batch with room for its samples.</typeparam>
/// <remarks>
/// For one consuming thread, which can enumerate it once. An error in a sample is thrown when its batch is reached. Dispose waits for the workers.
/// </remarks>
internal sealed class PrefetchingLoader<TPlan, TBatch> : IEnumerable<TBatch>, IDisposable
    where TBatch : class
{
    private readonly object _gate = new();
    private readonly IEnumerator<TPlan> _plans;
    private readonly IBatchFiller<TPlan, TBatch> _filler;
    private readonly CancellationToken _cancellation;
    private readonly Queue<Pending> _pending = [];
    private readonly Stack<TBatch> _free = [];
    private readonly Thread[] _workers;
    private Pending? _open;
    private bool _plansEnded, _stopped, _enumerated;

    public PrefetchingLoader(IEnumerable<TPlan> plans, IBatchFiller<TPlan, TBatch> filler, PrefetchOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Workers, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.BatchesAhead, 1);
        (_plans, _filler, _cancellation) = (plans.GetEnumerator(), filler, options.CancellationToken);
        for (int i = 0; i <= options.BatchesAhead; i++)
            _free.Push(filler.Create());
        _workers = [.. Enumerable.Range(0, options.Workers)
            .Select(i => new Thread(Work) { IsBackground = true, Name = $"Image loader {i}" })];
        foreach (Thread worker in _workers)
            worker.Start();
    }

    public IEnumerator<TBatch> GetEnumerator()
    {
        if (Interlocked.Exchange(ref _enumerated, true))
            throw new InvalidOperationException("The batches can be enumerated only once; create another loader.");
        using CancellationTokenRegistration wake = _cancellation.Register(Wake);
        while (TakeNext() is { } batch)
        {
            yield return batch;
            lock (_gate)
            {
                _free.Push(batch);
                Monitor.PulseAll(_gate);
            }
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Stops the workers and waits for them.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _stopped = true;
            Monitor.PulseAll(_gate);
        }
        foreach (Thread worker in _workers)
            worker.Join();
        _plans.Dispose();
    }

    private TBatch? TakeNext()
    {
        lock (_gate)
        {
            while (true)
            {
                _cancellation.ThrowIfCancellationRequested();
                ObjectDisposedException.ThrowIf(_stopped, this);
                if (_pending.TryPeek(out Pending? next))
                {
                    next.Error?.Throw();
                    if (next.Unfinished == 0)
                        return _pending.Dequeue().Batch;
                }
                else if (_plansEnded)
                {
                    return null;
                }
                Monitor.Wait(_gate);
            }
        }
    }

    private void Work()
    {
        while (TakeSlot() is var (pending, slot))
        {
            ExceptionDispatchInfo? error = null;
            try
            {
                _filler.Fill(pending.Batch, slot);
            }
            catch (Exception exception)
            {
                error = ExceptionDispatchInfo.Capture(exception);
            }
            lock (_gate)
            {
                pending.Error ??= error;
                if (--pending.Unfinished == 0 || error is not null)
                    Monitor.PulseAll(_gate);
            }
        }
    }

    /// <summary>The next sample to prepare; waits while every batch is in use. Null at the end.</summary>
    private (Pending Pending, int Slot)? TakeSlot()
    {
        lock (_gate)
        {
            while (!_stopped && !_cancellation.IsCancellationRequested)
            {
                if (_open is { } open && open.NextSlot < open.Count)
                    return (open, open.NextSlot++);
                if (_plansEnded)
                    return null;
                if (_free.Count == 0)
                    Monitor.Wait(_gate);
                else
                    OpenNext();
            }
            return null;
        }
    }

    private void OpenNext()
    {
        try
        {
            if (!_plans.MoveNext())
            {
                _plansEnded = true;
            }
            else
            {
                TBatch batch = _free.Pop();
                _pending.Enqueue(_open = new(batch, _filler.Begin(batch, _plans.Current)));
            }
        }
        catch (Exception exception)
        {
            _plansEnded = true;
            _pending.Enqueue(new(default!, 0) { Error = ExceptionDispatchInfo.Capture(exception) });
        }
        Monitor.PulseAll(_gate);
    }

    private void Wake()
    {
        lock (_gate)
            Monitor.PulseAll(_gate);
    }

    private sealed class Pending(TBatch batch, int count)
    {
        public TBatch Batch { get; } = batch;

        public int Count { get; } = count;

        public int NextSlot { get; set; }

        public int Unfinished { get; set; } = count;

        public ExceptionDispatchInfo? Error { get; set; }
    }
}
