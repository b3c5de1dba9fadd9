namespace Cmae.MLNet.Checkpoints;

/// <summary>Builds what torch.save pickles: storages, tensors, parameters and dictionaries. Anything else stays inert.</summary>
internal sealed class TorchBuilder : IPickleBuilder
{
    private const int MostDimensions = 16;

    /// <summary>Far above any weight, and small enough to count in bytes without overflow.</summary>
    private const long MostElements = 1L << 40;

    private static readonly Dictionary<string, ElementType> s_storageTypes = new()
    {
        ["DoubleStorage"] = ElementType.F64,
        ["FloatStorage"] = ElementType.F32,
        ["HalfStorage"] = ElementType.F16,
        ["BFloat16Storage"] = ElementType.BF16,
        ["LongStorage"] = ElementType.I64,
        ["IntStorage"] = ElementType.I32,
        ["ShortStorage"] = ElementType.I16,
        ["CharStorage"] = ElementType.I8,
        ["ByteStorage"] = ElementType.U8,
        ["BoolStorage"] = ElementType.BOOL,
        ["UntypedStorage"] = ElementType.U8,
    };

    /// <summary>Types without a storage class of their own: their tensors name them.</summary>
    private static readonly Dictionary<string, ElementType> s_types = new()
    {
        ["float8_e4m3fn"] = ElementType.F8_E4M3,
        ["float8_e5m2"] = ElementType.F8_E5M2,
        ["uint16"] = ElementType.U16,
        ["uint32"] = ElementType.U32,
        ["uint64"] = ElementType.U64,
    };

    /// <summary>The element type of every storage met so far; null if this library does not read it.</summary>
    public Dictionary<string, ElementType?> StorageTypes { get; } = [];

    /// <summary>('storage', type, key, location, count), in the old format with (view key, offset, count) or None at the end.</summary>
    public object Persistent(object? id)
    {
        if (id is not object?[] parts ||
            parts is not ["storage", PickleGlobal type, string key, _, long count and >= 0 and <= MostElements, ..])
            throw new InvalidDataException("its pickle has a persistent id that is not a storage");
        ElementType? element = s_storageTypes.TryGetValue(type.Name, out ElementType known) ? known : null;
        StorageTypes[key] = element;
        return parts is [_, _, _, _, _, object?[] and [string, long offset and >= 0, long viewCount and >= 0]] &&
            offset <= count - viewCount
            ? new TorchStorage(key, element, viewCount, offset)
            : new TorchStorage(key, element, count, 0);
    }

    public object? Call(PickleGlobal function, object?[] arguments) => (function.Module, function.Name, arguments) switch
    {
        ("torch._tensor", "_rebuild_from_type_v2", [PickleGlobal { Name: not "_rebuild_from_type_v2" } rebuild, _, object?[] inner, ..]) =>
            Call(rebuild, inner),
        ("torch._utils", "_rebuild_parameter" or "_rebuild_parameter_with_state", [var data, ..]) => data,
        ("torch._utils", "_rebuild_tensor" or "_rebuild_tensor_v2",
            [TorchStorage { Type: { } type } storage, long offset, object?[] shape, object?[] strides, ..]) =>
            Tensor(storage, type, offset, shape, strides),
        ("torch._utils", "_rebuild_tensor_v3",
            [TorchStorage storage, long offset, object?[] shape, object?[] strides, _, _, PickleGlobal type, ..])
            when s_types.TryGetValue(type.Name, out ElementType element) => Tensor(storage, element, offset, shape, strides),
        ("torch", "Size", [object?[] extents]) => extents,
        ("collections", "OrderedDict", []) or ("collections", "defaultdict", _) or ("builtins" or "__builtin__", "dict", []) =>
            new PickleDictionary(),
        _ => new InertObject(function),
    };

    private static TorchTensor Tensor(TorchStorage storage, ElementType type, long offset, object?[] shape, object?[] strides)
    {
        if (shape.Length != strides.Length || shape.Length > MostDimensions ||
            !shape.Concat(strides).All(extent => extent is long and >= 0) || offset < 0)
            throw new InvalidDataException("its pickle has a tensor without a valid shape, strides and offset");
        try
        {
            var tensor = new TorchTensor(storage, type, offset, [.. shape.Cast<long>()], [.. strides.Cast<long>()]);
            long available = storage.Count * storage.Type.GetValueOrDefault(type).Size() / type.Size();
            _ = tensor.Shape.Aggregate(1L, (count, extent) => checked(count * extent));
            if (tensor.Span > 0 && checked(offset + tensor.Span) > available)
                throw new InvalidDataException(
                    $"a tensor of shape [{string.Join(", ", shape)}], strides [{string.Join(", ", strides)}] and offset {offset} " +
                    $"reaches beyond the {available} elements of its storage '{storage.Key}'");
            return tensor;
        }
        catch (OverflowException exception)
        {
            throw new InvalidDataException($"a tensor of shape [{string.Join(", ", shape)}] has more elements than can " +
                "be counted", exception);
        }
    }
}
