using System.Numerics.Tensors;

namespace Cmae.MLNet.Evaluation;

/// <summary>Scaling of features for cosine similarity.</summary>
internal static class UnitLength
{
    /// <summary>Scales to a length of 1; zeros are left unchanged, and their similarity to everything is 0.</summary>
    public static void Scale(Span<float> features)
    {
        float greatest = TensorPrimitives.MaxMagnitude<float>(features);
        if (greatest == 0)
            return;
        // In two steps, so that no square overflows or underflows.
        TensorPrimitives.Divide(features, Math.Abs(greatest), features);
        TensorPrimitives.Divide(features, TensorPrimitives.Norm<float>(features), features);
    }
}
