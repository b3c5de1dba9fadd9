using System.Buffers.Binary;
using System.Text;

namespace Cmae.MLNet.Checkpoints;

/// <summary>Writes the pickle of a state dict, protocol 2, as torch.save does.</summary>
internal sealed class PickleWriter
{
    private readonly MemoryStream _pickle = new();

    private PickleWriter() => _pickle.Write([(byte)PickleOpcode.Protocol, 2]);

    /// <summary>{'state_dict': OrderedDict of tensors, 'meta': dictionary of text}; tensor i lies in storage i.</summary>
    public static byte[] StateDictionary(IReadOnlyList<TensorToWrite> tensors, IReadOnlyDictionary<string, string> meta)
    {
        var writer = new PickleWriter();
        writer.Opcodes(PickleOpcode.EmptyDictionary, PickleOpcode.Mark);
        writer.Text("state_dict");
        writer.Global("collections", "OrderedDict");
        writer.Opcodes(PickleOpcode.EmptyTuple, PickleOpcode.Reduce, PickleOpcode.Mark);
        for (int i = 0; i < tensors.Count; i++)
        {
            writer.Text(tensors[i].Entry.Name);
            writer.Tensor(tensors[i].Entry, i);
        }
        writer.Opcodes(PickleOpcode.SetItems);
        writer.Text("meta");
        writer.Opcodes(PickleOpcode.EmptyDictionary, PickleOpcode.Mark);
        foreach ((string key, string value) in meta)
        {
            writer.Text(key);
            writer.Text(value);
        }
        writer.Opcodes(PickleOpcode.SetItems, PickleOpcode.SetItems, PickleOpcode.Stop);
        return writer._pickle.ToArray();
    }

    /// <summary>A call of _rebuild_tensor_v2(storage, offset, shape, strides, requires_grad, hooks).</summary>
    private void Tensor(TensorEntry entry, int storage)
    {
        if (entry.Type != ElementType.F32)
            throw new ArgumentException($"Tensor '{entry.Name}' is of type {entry.Type}; " +
                "state dicts of encoders are of F32.", nameof(entry));
        Global("torch._utils", "_rebuild_tensor_v2");
        Opcodes(PickleOpcode.Mark, PickleOpcode.Mark);
        Text("storage");
        Global("torch", "FloatStorage");
        Text($"{storage}");
        Text("cpu");
        Integer(entry.Count);
        Opcodes(PickleOpcode.Tuple, PickleOpcode.BinPersistentId);
        Integer(0);
        Tuple(entry.Shape);
        Tuple(RowMajorStrides(entry.Shape));
        Opcodes(PickleOpcode.NewFalse);
        Global("collections", "OrderedDict");
        Opcodes(PickleOpcode.EmptyTuple, PickleOpcode.Reduce, PickleOpcode.Tuple, PickleOpcode.Reduce);
    }

    private static long[] RowMajorStrides(long[] shape)
    {
        var strides = new long[shape.Length];
        long stride = 1;
        for (int i = shape.Length - 1; i >= 0; i--)
        {
            strides[i] = stride;
            stride *= shape[i];
        }
        return strides;
    }

    private void Tuple(long[] values)
    {
        Opcodes(PickleOpcode.Mark);
        foreach (long value in values)
            Integer(value);
        Opcodes(PickleOpcode.Tuple);
    }

    private void Integer(long value)
    {
        Opcodes(PickleOpcode.BinInt);
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, checked((int)value));
        _pickle.Write(bytes);
    }

    private void Text(string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        Opcodes(PickleOpcode.BinUnicode);
        Span<byte> length = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(length, bytes.Length);
        _pickle.Write(length);
        _pickle.Write(bytes);
    }

    private void Global(string module, string name)
    {
        Opcodes(PickleOpcode.Global);
        _pickle.Write(Encoding.ASCII.GetBytes($"{module}\n{name}\n"));
    }

    private void Opcodes(params ReadOnlySpan<PickleOpcode> opcodes)
    {
        foreach (PickleOpcode opcode in opcodes)
            _pickle.WriteByte((byte)opcode);
    }
}
