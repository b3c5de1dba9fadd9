using Microsoft.ML;
using Microsoft.ML.Data;

namespace Cmae.MLNet.Tests.Featurization;

/// <summary>The shape of data as a pipeline sees it: what the second estimator of a chain is asked about.</summary>
internal static class DataShape
{
    public static SchemaShape Of(IDataView data)
    {
        SchemaShape? seen = null;
        new EstimatorChain<ITransformer>().Append(new Nothing()).Append(new Spy(shape => seen = shape)).Fit(data);
        return seen!;
    }

    private sealed class Nothing : IEstimator<ITransformer>
    {
        public ITransformer Fit(IDataView input) => new TransformerChain<ITransformer>();

        public SchemaShape GetOutputSchema(SchemaShape inputSchema) => inputSchema;
    }

    private sealed class Spy(Action<SchemaShape> see) : IEstimator<ITransformer>
    {
        public ITransformer Fit(IDataView input) => new TransformerChain<ITransformer>();

        public SchemaShape GetOutputSchema(SchemaShape inputSchema)
        {
            see(inputSchema);
            return inputSchema;
        }
    }
}
