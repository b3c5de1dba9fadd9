using System.Buffers.Binary;
using System.Reflection;
using Cmae.MLNet.Tensors;
using TorchSharp;
using static TorchSharp.torch;

namespace Cmae.MLNet.Tests.Tensors;

[TestClass]
public sealed class TensorArithmeticTests
{
    private const byte Call = 0x28, VirtualCall = 0x6F;
    private const int Depth = 3;
    private const BindingFlags All = BindingFlags.DeclaredOnly | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static;

    [TestMethod]
    public void GivesWhatTheOperatorsGive()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor a = tensor(new float[] { 1, -2, 3 }), b = tensor(new float[] { 5, 7, -11 });
        AssertEqual([6, 5, -8], a.Plus(b));
        AssertEqual([1.5f, -1.5f, 3.5f], a.Plus(0.5));
        AssertEqual([2, -4, 6], a.Times(2));
        AssertEqual([0.5f, -1, 1.5f], a.Over(2));
        AssertEqual([1, 0, 2], a.Within(0, 2));
        AssertEqual([1, 4, 9], a.Squared());
        Tensor counter = tensor(41L);
        counter.Increment();
        Assert.AreEqual(42, counter.item<long>());
        CollectionAssert.AreEqual(new long[] { 0, 1, 2 }, TensorArithmetic.Counting(3, CPU).data<long>().ToArray());
        AssertEqual([1, 0, 1], a.IsAtLeast(1).to_type(ScalarType.Float32));
    }

    /// <summary>The library's own code and what it calls in TorchSharp, looked through for calls that make a native scalar which nothing holds.</summary>
    [TestMethod]
    public void NothingElseUsesNumbersThatMayBeFreedTooEarly()
    {
        string[] found = [.. typeof(TensorArithmetic).Assembly.GetTypes()
            .Where(type => type != typeof(TensorArithmetic))
            .SelectMany(type => type.GetMethods(All).Cast<MethodBase>().Concat(type.GetConstructors(All)))
            .SelectMany(method => Calls(method).Where(called => MakesALooseScalar(called, Depth)).Select(called => $"{method.DeclaringType!.Name}.{method.Name} calls {called.DeclaringType!.Name}.{called.Name}"))
            .Distinct()
            .Order(StringComparer.Ordinal)];
        Assert.IsEmpty(found, string.Join(Environment.NewLine, found));
        foreach (string name in new[] { "square", "op_Addition", "softplus" })
            Assert.IsTrue(typeof(Tensor).GetMethods().Any(method => method.Name == name && MakesALooseScalar(method, Depth)), $"{name} is not found.");
    }

    // Steps of optimizers make theirs in functions of their own, which no call leads to.
    private static bool MakesALooseScalar(MethodBase called, int depth) =>
        (called.DeclaringType == typeof(Scalar) && called.Name == "op_Implicit")
        || (typeof(optim.Optimizer).IsAssignableFrom(called.DeclaringType) && called.Name == "step")
        || (depth > 0 && called.Module == typeof(Tensor).Module && Calls(called).Any(further => MakesALooseScalar(further, depth - 1)));

    private static IEnumerable<MethodBase> Calls(MethodBase method)
    {
        byte[] code = method.GetMethodBody()?.GetILAsByteArray() ?? [];
        for (int i = 0; i + 4 < code.Length; i++)
        {
            if (code[i] is Call or VirtualCall && Resolve(method, BinaryPrimitives.ReadInt32LittleEndian(code.AsSpan(i + 1))) is { } called)
                yield return called;
        }
    }

    /// <summary>The method of a token; null where the bytes are none.</summary>
    private static MethodBase? Resolve(MethodBase method, int token)
    {
        try
        {
            return method.Module.ResolveMethod(
                token, method.DeclaringType!.IsGenericType ? method.DeclaringType.GetGenericArguments() : null, method.IsGenericMethod ? method.GetGenericArguments() : null);
        }
        catch (Exception exception) when (exception is ArgumentException or BadImageFormatException or TypeLoadException)
        {
            return null;
        }
    }

    private static void AssertEqual(float[] expected, Tensor actual) => CollectionAssert.AreEqual(expected, actual.data<float>().ToArray());
}
