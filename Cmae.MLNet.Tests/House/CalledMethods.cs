using System.Buffers.Binary;
using System.Reflection;
using System.Reflection.Emit;

namespace Cmae.MLNet.Tests.House;

/// <summary>Reads from compiled code which methods a method calls, constructs with, or takes the address of.</summary>
internal static class CalledMethods
{
    private const BindingFlags All =
        BindingFlags.DeclaredOnly | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static;
    private const byte TwoByteCode = 0xFE;

    private static readonly Dictionary<int, OpCode> s_codes = typeof(OpCodes).GetFields()
        .Select(field => (OpCode)field.GetValue(null)!)
        .ToDictionary(code => (int)(ushort)code.Value);

    /// <summary>Every method and constructor that an assembly's own code declares, including those of lambdas and iterators.</summary>
    public static IEnumerable<MethodBase> DeclaredBy(Assembly assembly) =>
        assembly.GetTypes().SelectMany(type => type.GetMethods(All).Cast<MethodBase>().Concat(type.GetConstructors(All)));

    /// <summary>The methods that a method's body names, in order; none if it has no body.</summary>
    public static IEnumerable<MethodBase> Of(MethodBase method)
    {
        byte[] body = method.GetMethodBody()?.GetILAsByteArray() ?? [];
        for (int i = 0; i < body.Length;)
        {
            OpCode code = body[i] == TwoByteCode ? s_codes[(TwoByteCode << 8) | body[i + 1]] : s_codes[body[i]];
            i += code.Size;
            if (code.OperandType == OperandType.InlineMethod)
                yield return Resolve(method, BinaryPrimitives.ReadInt32LittleEndian(body.AsSpan(i)));
            i += code.OperandType == OperandType.InlineSwitch
                ? sizeof(int) * (1 + BinaryPrimitives.ReadInt32LittleEndian(body.AsSpan(i)))
                : Length(code.OperandType);
        }
    }

    private static int Length(OperandType type) => type switch
    {
        OperandType.InlineNone => 0,
        OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
        OperandType.InlineVar => 2,
        OperandType.InlineI8 or OperandType.InlineR => 8,
        _ => 4,
    };

    private static MethodBase Resolve(MethodBase method, int token) => method.Module.ResolveMethod(
        token,
        method.DeclaringType!.IsGenericType ? method.DeclaringType.GetGenericArguments() : null,
        method.IsGenericMethod ? method.GetGenericArguments() : null)!;
}
