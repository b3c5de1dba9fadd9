using System.Numerics;
using System.Runtime.InteropServices;

namespace Cmae.MLNet.Training;

/// <summary>
/// AdamW's update of a stretch of memory in one pass: every value is read and written once, while one operation at a time takes ten
/// passes.
/// </summary>
/// <param name="LearningRate">Learning rate of the step.</param>
/// <param name="Beta1">Decay of the first moment.</param>
/// <param name="Beta2">Decay of the second moment.</param>
/// <param name="WeightDecay">Decoupled weight decay.</param>
/// <param name="Step">Number of the step, from 1: corrects the moments' bias.</param>
internal readonly record struct AdamWKernel(double LearningRate, double Beta1, double Beta2, double WeightDecay, long Step)
{
    /// <summary>Keeps the division from zero.</summary>
    public const double Epsilon = 1e-8;

    /// <summary>What the first moment lacks of its full size.</summary>
    public double FirstCorrection => 1 - Math.Pow(Beta1, Step);

    /// <summary>What the second moment lacks of its full size.</summary>
    public double SecondCorrection => 1 - Math.Pow(Beta2, Step);

    /// <summary>
    /// Updates weights and moments. All spans have the same length. A value's result does not depend on how memory is cut into stretches.
    /// </summary>
    public void Update(Span<float> weights, ReadOnlySpan<float> gradients, Span<float> firstMoments, Span<float> secondMoments)
    {
        int vectorized = weights.Length - (weights.Length % Vector<float>.Count);
        UpdateVectors(weights[..vectorized], gradients[..vectorized], firstMoments[..vectorized], secondMoments[..vectorized]);
        if (vectorized == weights.Length)
            return;

        // The rest goes through the same instructions, padded with zeros.
        Span<float> padded = stackalloc float[4 * Vector<float>.Count];
        padded.Clear();
        Span<float> weight = padded[..Vector<float>.Count], gradient = padded.Slice(Vector<float>.Count, Vector<float>.Count);
        Span<float> first = padded.Slice(2 * Vector<float>.Count, Vector<float>.Count), second = padded[(3 * Vector<float>.Count)..];
        weights[vectorized..].CopyTo(weight);
        gradients[vectorized..].CopyTo(gradient);
        firstMoments[vectorized..].CopyTo(first);
        secondMoments[vectorized..].CopyTo(second);
        UpdateVectors(weight, gradient, first, second);
        int rest = weights.Length - vectorized;
        weight[..rest].CopyTo(weights[vectorized..]);
        first[..rest].CopyTo(firstMoments[vectorized..]);
        second[..rest].CopyTo(secondMoments[vectorized..]);
    }

    private void UpdateVectors(Span<float> weights, ReadOnlySpan<float> gradients, Span<float> firstMoments, Span<float> secondMoments)
    {
        Vector<float> keep = new((float)(1 - (LearningRate * WeightDecay))), stepSize = new((float)(LearningRate / FirstCorrection));
        Vector<float> beta1 = new((float)Beta1), rest1 = new((float)(1 - Beta1));
        Vector<float> beta2 = new((float)Beta2), rest2 = new((float)(1 - Beta2));
        Vector<float> root = new((float)Math.Sqrt(SecondCorrection)), epsilon = new((float)Epsilon);
        ref float w = ref MemoryMarshal.GetReference(weights), g = ref MemoryMarshal.GetReference(gradients);
        ref float m = ref MemoryMarshal.GetReference(firstMoments), v = ref MemoryMarshal.GetReference(secondMoments);
        for (nuint i = 0; i < (nuint)weights.Length; i += (nuint)Vector<float>.Count)
        {
            Vector<float> gradient = Vector.LoadUnsafe(in g, i);
            Vector<float> first = (beta1 * Vector.LoadUnsafe(in m, i)) + (rest1 * gradient);
            Vector<float> second = (beta2 * Vector.LoadUnsafe(in v, i)) + (rest2 * gradient * gradient);
            Vector<float> denominator = (Vector.SquareRoot(second) / root) + epsilon;
            first.StoreUnsafe(ref m, i);
            second.StoreUnsafe(ref v, i);
            ((keep * Vector.LoadUnsafe(in w, i)) - (stepSize * first / denominator)).StoreUnsafe(ref w, i);
        }
    }
}
