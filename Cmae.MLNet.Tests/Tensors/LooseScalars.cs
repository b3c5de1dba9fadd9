using System.Reflection;
using Cmae.MLNet.Tests.House;
using TorchSharp;
using static TorchSharp.torch;

namespace Cmae.MLNet.Tests.Tensors;

/// <summary>
/// Finds calls of TorchSharp that make a native scalar which nothing holds while native code reads it (see <c>TensorArithmetic</c>).
/// </summary>
internal static class LooseScalars
{
    // How many calls inside TorchSharp are followed.
    private const int Depth = 3;

    private static readonly Dictionary<(MethodBase Method, int Depth), bool> s_known = [];

    /// <summary>Every call in an assembly's code that makes such a scalar.</summary>
    /// <param name="assembly">The code to look through.</param>
    /// <param name="exempt">The type that holds its scalars itself; null for none.</param>
    public static string[] CallsIn(Assembly assembly, Type? exempt) =>
    [
        .. CalledMethods.DeclaredBy(assembly)
            .Where(method => method.DeclaringType != exempt)
            .SelectMany(method => CalledMethods.Of(method).Where(called => AreMadeBy(called))
                .Select(called => $"{method.DeclaringType!.Name}.{method.Name} calls {called.DeclaringType!.Name}.{called.Name}"))
            .Distinct()
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>Whether a method makes such a scalar, itself or in what it calls in TorchSharp.</summary>
    public static bool AreMadeBy(MethodBase method) => AreMadeBy(method, Depth);

    private static bool AreMadeBy(MethodBase method, int depth)
    {
        if (!s_known.TryGetValue((method, depth), out bool makes))
        {
            makes = (method.DeclaringType == typeof(Scalar) && method.Name == "op_Implicit")
                || IsOfAnOptimizer(method)
                || (depth > 0 && method.Module == typeof(Tensor).Module
                    && CalledMethods.Of(method).Any(further => AreMadeBy(further, depth - 1)));
            s_known[(method, depth)] = makes;
        }
        return makes;
    }

    // Optimizers step in functions of their own, which no call leads to; clipping is of the same kind, in native code.
    private static bool IsOfAnOptimizer(MethodBase method) =>
        typeof(optim.Optimizer).IsAssignableFrom(method.DeclaringType)
        || method.DeclaringType == typeof(optim)
        || method.Name.StartsWith("clip_grad_", StringComparison.Ordinal);
}
