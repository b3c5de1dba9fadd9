namespace Cmae.MLNet.Training;

/// <summary>The patch size if the options do not give one.</summary>
internal static class PatchSizes
{
    /// <summary>The divisor of the image size whose token grid is even and nearest to 8×8 (to 14×14 above 96 pixels).</summary>
    public static int Default(int imageSize)
    {
        int grid = imageSize <= 96 ? 8 : 14;
        return Enumerable.Range(1, imageSize)
            .Where(patch => imageSize % patch == 0)
            .OrderBy(patch => imageSize / patch % 2)
            .ThenBy(patch => Math.Abs((imageSize / patch) - grid))
            .ThenByDescending(patch => patch)
            .First();
    }
}
