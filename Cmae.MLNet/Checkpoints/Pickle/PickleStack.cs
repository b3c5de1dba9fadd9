namespace Cmae.MLNet.Checkpoints;

/// <summary>The stack, marks and memo of a pickle machine, with a bound on what they may come to hold.</summary>
internal sealed class PickleStack
{
    /// <summary>Marks open at once; torch.save needs a handful.</summary>
    private const int DeepestMark = 1000;

    /// <summary>Far above the pickle of any real checkpoint, whose values lie outside of it.</summary>
    private const long MemoryAllowed = 32 << 20;

    /// <summary>Roughly what a reference costs on a growing list, and in a dictionary.</summary>
    private const int ReferenceCost = 24, MemoCost = 64;

    private readonly List<object?> _values = [];
    private readonly Stack<int> _marks = [];
    private readonly Dictionary<long, object?> _memo = [];
    private long _memory;

    public int MemoCount => _memo.Count;

    /// <summary>Counts memory that is about to be taken.</summary>
    /// <exception cref="InvalidDataException">More than a checkpoint can need.</exception>
    public void Charge(long bytes)
    {
        _memory += bytes;
        if (_memory > MemoryAllowed)
            throw new InvalidDataException($"its pickle asks for more than {MemoryAllowed >> 20} MiB besides the tensors");
    }

    public void Push(object? value)
    {
        Charge(ReferenceCost);
        _values.Add(value);
    }

    public object? Pop()
    {
        object? top = Peek();
        _values.RemoveAt(_values.Count - 1);
        return top;
    }

    public object? Peek() => _values.Count > (_marks.TryPeek(out int mark) ? mark : 0)
        ? _values[^1]
        : throw new InvalidDataException("its pickle takes a value from an empty stack");

    public void Mark()
    {
        if (_marks.Count == DeepestMark)
            throw new InvalidDataException($"its pickle is nested deeper than {DeepestMark} levels");
        _marks.Push(_values.Count);
    }

    /// <summary>Everything above the last mark, which is removed.</summary>
    public object?[] PopToMark()
    {
        if (!_marks.TryPop(out int mark))
            throw new InvalidDataException("its pickle lacks a mark");
        return PopFrom(mark);
    }

    /// <summary>The top values, in the order in which they were pushed.</summary>
    public object?[] Pop(int count)
    {
        int start = _values.Count - count;
        if (start < (_marks.TryPeek(out int mark) ? mark : 0))
            throw new InvalidDataException("its pickle takes a value from an empty stack");
        return PopFrom(start);
    }

    public void Remember(long key)
    {
        Charge(MemoCost);
        _memo[key] = Peek();
    }

    public object? Recall(long key) => _memo.TryGetValue(key, out object? value)
        ? value
        : throw new InvalidDataException($"its pickle asks for memo {key}, which was never set");

    private object?[] PopFrom(int start)
    {
        Charge(ReferenceCost + (8L * (_values.Count - start)));
        var values = new object?[_values.Count - start];
        _values.CopyTo(start, values, 0, values.Length);
        _values.RemoveRange(start, values.Length);
        return values;
    }
}
