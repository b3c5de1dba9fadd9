namespace Cmae.MLNet.Imaging;

/// <summary>One drawn operation with its strength in the operation's own unit.</summary>
/// <param name="Operation">The operation.</param>
/// <param name="Magnitude">
/// Degrees, share of the image's side, threshold and so on; negative for the opposite direction. Meaningless if the operation has no strength.
/// </param>
internal readonly record struct AugmentationDraw(AugmentationOperation Operation, double Magnitude)
{
    /// <summary>
    /// Draws two of fifteen operations, with replacement, and skips each with probability 0.5; levels are N(9, 0.5), limited to 0..10.
    /// </summary>
    /// <remarks>The official fine-tuning recipe's policy ("timm_increasing", magnitude 9, deviation 0.5).</remarks>
    public static IEnumerable<AugmentationDraw> Draw(Random random)
    {
        for (int i = 0; i < 2; i++)
        {
            var operation = (AugmentationOperation)random.Next(Enum.GetValues<AugmentationOperation>().Length);
            double level = Math.Clamp(9 + 0.5 * GaussianNoise.Next(random), 0, 10);
            bool negative = random.NextDouble() < 0.5, used = random.NextDouble() < 0.5;
            double magnitude = MagnitudeOf(operation, level);
            if (used)
                yield return new(operation, negative && HasDirection(operation) ? -magnitude : magnitude);
        }
    }

    /// <summary>The strength at a level from 0 to 10.</summary>
    public static double MagnitudeOf(AugmentationOperation operation, double level)
    {
        (double weakest, double strongest) = operation switch
        {
            AugmentationOperation.Rotate => (0.0, 30.0),
            AugmentationOperation.Posterize => (4, 0),
            AugmentationOperation.Solarize => (256, 0),
            AugmentationOperation.SolarizeAdd => (0, 110),
            AugmentationOperation.ColorTransform or AugmentationOperation.Contrast => (0, 0.9),
            AugmentationOperation.Brightness or AugmentationOperation.Sharpness => (0, 0.9),
            AugmentationOperation.ShearHorizontal or AugmentationOperation.ShearVertical => (0, 0.3),
            AugmentationOperation.TranslateHorizontal or AugmentationOperation.TranslateVertical => (0, 0.45),
            _ => (0, 0),
        };
        return level / 10 * (strongest - weakest) + weakest;
    }

    /// <summary>Whether the operation has two directions.</summary>
    public static bool HasDirection(AugmentationOperation operation) =>
        operation is AugmentationOperation.Rotate or >= AugmentationOperation.ColorTransform;
}
