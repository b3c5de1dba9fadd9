namespace Cmae.MLNet.Classification;

/// <summary>Factors on the classes in the loss.</summary>
internal static class ClassWeights
{
    /// <summary>
    /// The factor images / (classes · images of the class), so that every class counts equally; 0 for a class without images.
    /// </summary>
    /// <param name="classSizes">Training images of every class.</param>
    public static float[] Balanced(IReadOnlyList<int> classSizes)
    {
        int images = classSizes.Sum(), present = classSizes.Count(size => size > 0);
        return [.. classSizes.Select(size => size == 0 ? 0 : (float)((double)images / present / size))];
    }
}
