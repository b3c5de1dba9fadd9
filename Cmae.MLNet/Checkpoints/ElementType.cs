namespace Cmae.MLNet.Checkpoints;

/// <summary>The type of a stored tensor's elements, under the names that .safetensors gives them.</summary>
internal enum ElementType
{
    F64,
    F32,
    F16,
    BF16,
    F8_E4M3,
    F8_E5M2,
    I64,
    I32,
    I16,
    I8,
    U64,
    U32,
    U16,
    U8,
    BOOL,

    /// <summary>A type that this library does not read, such as packed 4-bit floats.</summary>
    Unknown,
}

/// <summary>Sizes and kinds of element types.</summary>
internal static class ElementTypes
{
    /// <summary>The types that this library reads.</summary>
    public static IEnumerable<ElementType> Known => Enum.GetValues<ElementType>().Where(type => type != ElementType.Unknown);

    /// <summary>Bytes of one element.</summary>
    public static int Size(this ElementType type) => type switch
    {
        ElementType.F64 or ElementType.I64 or ElementType.U64 => 8,
        ElementType.F32 or ElementType.I32 or ElementType.U32 => 4,
        ElementType.F16 or ElementType.BF16 or ElementType.I16 or ElementType.U16 => 2,
        _ => 1,
    };

    /// <summary>Whether the type holds fractions, as that of weights does, and those of counters and masks do not.</summary>
    public static bool IsFloatingPoint(this ElementType type) => type <= ElementType.F8_E5M2;
}
