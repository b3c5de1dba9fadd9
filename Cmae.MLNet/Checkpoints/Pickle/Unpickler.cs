namespace Cmae.MLNet.Checkpoints;

/// <summary>
/// Reads a pickle without executing anything in it: classes and functions stay names, and a call of one that the builder does not
/// know yields an inert object. Stack, nesting, memo and memory are bounded.
/// </summary>
internal sealed class Unpickler(Stream stream, IPickleBuilder builder)
{
    private const int ObjectCost = 64, DictionaryCost = 96, CallCost = 384;

    private readonly PickleBytes _input = new(stream);
    private readonly PickleStack _stack = new();

    /// <summary>Reads one pickle, up to and with its STOP.</summary>
    /// <exception cref="InvalidDataException">The pickle is damaged, or asks for more than a checkpoint can need.</exception>
    /// <exception cref="EndOfStreamException">The stream ends too early.</exception>
    public object? Read()
    {
        for (var opcode = (PickleOpcode)_input.Byte(); opcode != PickleOpcode.Stop; opcode = (PickleOpcode)_input.Byte())
            Execute(opcode);
        return _stack.Pop();
    }

    private void Execute(PickleOpcode opcode)
    {
        switch (opcode)
        {
            case PickleOpcode.Protocol: _input.Byte(); break;
            case PickleOpcode.Frame: _input.Int64(); break;

            case PickleOpcode.None: _stack.Push(null); break;
            case PickleOpcode.NewTrue: _stack.Push(true); break;
            case PickleOpcode.NewFalse: _stack.Push(false); break;
            case PickleOpcode.BinInt: PushNew((long)_input.Int32()); break;
            case PickleOpcode.BinInt1: PushNew((long)_input.Byte()); break;
            case PickleOpcode.BinInt2: PushNew((long)_input.UInt16()); break;
            case PickleOpcode.Long1: PushNew(_input.Integer(_input.Byte())); break;
            case PickleOpcode.Long4: PushNew(_input.Integer(_input.Int32())); break;
            case PickleOpcode.BinFloat: PushNew(_input.Double()); break;

            case PickleOpcode.ShortBinUnicode: PushText(_input.Byte(), _input.Text); break;
            case PickleOpcode.BinUnicode: PushText(_input.UInt32(), _input.Text); break;
            case PickleOpcode.BinUnicode8: PushText(_input.Int64(), _input.Text); break;
            case PickleOpcode.ShortBinString: PushText(_input.Byte(), _input.OldText); break;
            case PickleOpcode.BinString: PushText(_input.UInt32(), _input.OldText); break;
            case PickleOpcode.ShortBinBytes: PushText(_input.Byte(), _input.Bytes); break;
            case PickleOpcode.BinBytes: PushText(_input.UInt32(), _input.Bytes); break;
            case PickleOpcode.BinBytes8 or PickleOpcode.ByteArray8: PushText(_input.Int64(), _input.Bytes); break;

            case PickleOpcode.EmptyTuple: _stack.Push(Array.Empty<object?>()); break;
            case PickleOpcode.Tuple1: _stack.Push(_stack.Pop(1)); break;
            case PickleOpcode.Tuple2: _stack.Push(_stack.Pop(2)); break;
            case PickleOpcode.Tuple3: _stack.Push(_stack.Pop(3)); break;
            case PickleOpcode.Tuple: _stack.Push(_stack.PopToMark()); break;
            case PickleOpcode.EmptyList: PushNew(new List<object?>()); break;
            case PickleOpcode.Append: Append(_stack.Pop(1)); break;
            case PickleOpcode.Appends: Append(_stack.PopToMark()); break;
            case PickleOpcode.EmptyDictionary: PushDictionary(); break;
            case PickleOpcode.SetItem: SetItems(_stack.Pop(2)); break;
            case PickleOpcode.SetItems: SetItems(_stack.PopToMark()); break;
            case PickleOpcode.EmptySet: _stack.Push(InertObject.Set); break;
            case PickleOpcode.AddItems: _stack.PopToMark(); break;
            case PickleOpcode.FrozenSet: _stack.PopToMark(); _stack.Push(InertObject.Set); break;

            case PickleOpcode.Mark: _stack.Mark(); break;
            case PickleOpcode.Pop: _stack.Pop(); break;
            case PickleOpcode.PopMark: _stack.PopToMark(); break;
            case PickleOpcode.Duplicate: _stack.Push(_stack.Peek()); break;
            case PickleOpcode.BinPut: _stack.Remember(_input.Byte()); break;
            case PickleOpcode.LongBinPut: _stack.Remember(_input.UInt32()); break;
            case PickleOpcode.Memoize: _stack.Remember(_stack.MemoCount); break;
            case PickleOpcode.BinGet: _stack.Push(_stack.Recall(_input.Byte())); break;
            case PickleOpcode.LongBinGet: _stack.Push(_stack.Recall(_input.UInt32())); break;

            case PickleOpcode.Global: PushGlobal([_input.Line(), _input.Line()]); break;
            case PickleOpcode.StackGlobal: PushGlobal(_stack.Pop(2)); break;
            case PickleOpcode.BinPersistentId: PushNew(builder.Persistent(_stack.Pop())); break;
            case PickleOpcode.Reduce or PickleOpcode.NewObject: Call(_stack.Pop(2)); break;
            case PickleOpcode.NewObjectWithKeywords: Call(_stack.Pop(3)); break;
            // the state of an object: an inert one keeps none, and the attributes of a dictionary are not entries
            case PickleOpcode.Build: _stack.Pop(); _stack.Peek(); break;

            default:
                throw new InvalidDataException($"its pickle has the opcode 0x{(byte)opcode:X2}, which torch.save does not write");
        }
    }

    private void PushNew(object? value)
    {
        _stack.Charge(ObjectCost);
        _stack.Push(value);
    }

    private void PushText(long length, Func<long, object> read)
    {
        object text = read(length);
        if (text is not InertObject)
            _stack.Charge(3 * length);
        PushNew(text);
    }

    private void PushDictionary()
    {
        _stack.Charge(DictionaryCost);
        _stack.Push(new PickleDictionary());
    }

    private void PushGlobal(object?[] names)
    {
        if (names is not [string module, string name])
            throw new InvalidDataException("its pickle has a class name that is not a string");
        _stack.Charge(8L * (module.Length + name.Length));
        PushNew(new PickleGlobal(module, name));
    }

    private void Call(object?[] functionAndArguments)
    {
        _stack.Charge(CallCost);
        PushNew(functionAndArguments is [PickleGlobal function, object?[] arguments, ..]
            ? builder.Call(function, arguments)
            : InertObject.Unknown);
    }

    private void Append(object?[] items)
    {
        _stack.Charge(16L * items.Length);
        if (_stack.Peek() is List<object?> list)
            list.AddRange(items);
        else if (_stack.Peek() is not InertObject)
            throw new InvalidDataException("its pickle appends to something that is not a list");
    }

    private void SetItems(object?[] items)
    {
        _stack.Charge(32L * items.Length);
        if (items.Length % 2 != 0)
            throw new InvalidDataException("its pickle has a dictionary key without a value");
        if (_stack.Peek() is PickleDictionary dictionary)
        {
            for (int i = 0; i < items.Length; i += 2)
                dictionary.Entries.Add(new(items[i], items[i + 1]));
        }
        else if (_stack.Peek() is not InertObject)
        {
            throw new InvalidDataException("its pickle sets items of something that is not a dictionary");
        }
    }
}
