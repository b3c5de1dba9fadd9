using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Cmae.MLNet.Modeling;

/// <summary>Parameters that belong to their module, whatever dispose scope it is built in.</summary>
internal static class ModelParameter
{
    /// <summary>A trained parameter of zeros.</summary>
    public static Parameter Learned(params long[] shape) => Owned(zeros(shape), trained: true);

    /// <summary>A parameter that pre-training does not train: a table of fixed values.</summary>
    public static Parameter Fixed(float[] values, params long[] shape) => Owned(tensor(values, shape), trained: false);

    private static Parameter Owned(Tensor values, bool trained)
    {
        var parameter = new Parameter(values, requires_grad: trained);
        parameter.DetachFromDisposeScope();
        return parameter;
    }
}
