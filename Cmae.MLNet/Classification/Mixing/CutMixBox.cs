namespace Cmae.MLNet.Classification;

/// <summary>The box that CutMix replaces; <paramref name="Bottom"/> and <paramref name="Right"/> are not part of it.</summary>
/// <param name="Top">First row.</param>
/// <param name="Bottom">Row after the last.</param>
/// <param name="Left">First column.</param>
/// <param name="Right">Column after the last.</param>
internal readonly record struct CutMixBox(int Top, int Bottom, int Left, int Right)
{
    /// <summary>The share of the image outside of the box: the weight of the image's own label.</summary>
    public double Lambda(int height, int width) => 1 - (double)(Bottom - Top) * (Right - Left) / ((double)height * width);
}
