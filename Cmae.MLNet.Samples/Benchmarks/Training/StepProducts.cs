using Cmae.MLNet.Modeling;
using TorchSharp;
using static TorchSharp.torch;

namespace Cmae.MLNet.Samples.Benchmarks.Training;

/// <summary>
/// The matrix products of this library's step and nothing else, each in its shape and on values that exist already: as fast as a step could
/// be with these products if norms, softmax, activations, sums and the optimizer cost nothing.
/// </summary>
/// <remarks>Owns native memory; dispose.</remarks>
internal sealed class StepProducts : IDisposable
{
    private readonly List<(StepProduct Product, Tensor Input, Tensor Weight, Tensor Gradient)> _products = [];

    /// <param name="model">Sizes, and the type to multiply in.</param>
    /// <param name="batch">Images of a step.</param>
    public StepProducts(CmaeModelConfiguration model, int batch)
    {
        ScalarType type = model.ComputeType ?? ScalarType.Float32;
        foreach (StepProduct product in StepProduct.Of(model, batch))
        {
            Tensor input = Values(product, product.Rows, product.Inner), weight = Values(product, product.Columns, product.Inner);
            _products.Add((product, input, weight, Values(product, product.Rows, product.Columns)));
        }

        Tensor Values(StepProduct product, long rows, long columns)
        {
            long[] shape = product.Matrices == 1 ? [rows, columns] : [product.Matrices, rows, columns];
            using Tensor values = rand(shape);
            return values.to_type(type, copy: true);
        }
    }

    public void Run()
    {
        using IDisposable noGradient = no_grad();
        foreach ((StepProduct product, Tensor input, Tensor weight, Tensor gradient) in _products)
            for (int i = 0; i < product.Count; i++)
                Multiply(product.HasGradient, input, weight, gradient);
    }

    public void Dispose()
    {
        foreach ((_, Tensor input, Tensor weight, Tensor gradient) in _products)
        {
            input.Dispose();
            weight.Dispose();
            gradient.Dispose();
        }
    }

    private static void Multiply(bool hasGradient, Tensor input, Tensor weight, Tensor gradient)
    {
        using DisposeScope scope = NewDisposeScope();
        input.matmul(weight.transpose(-2, -1));
        if (!hasGradient)
            return;
        gradient.matmul(weight);
        gradient.transpose(-2, -1).matmul(input);
    }
}
