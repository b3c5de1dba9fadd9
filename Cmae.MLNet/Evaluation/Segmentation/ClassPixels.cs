namespace Cmae.MLNet.Evaluation;

/// <summary>The pixels of one class.</summary>
/// <param name="Correct">Pixels of the class that were predicted as it.</param>
/// <param name="Truth">Pixels of the class.</param>
/// <param name="Predicted">Pixels that were predicted as the class.</param>
internal readonly record struct ClassPixels(long Correct, long Truth, long Predicted)
{
    /// <summary>Pixels that are of the class or were predicted as it.</summary>
    public long Union => Truth + Predicted - Correct;

    /// <summary>Intersection over union; NaN for a class that occurs nowhere.</summary>
    public double Iou => (double)Correct / Union;

    /// <summary>Share of the class's pixels that were predicted as it; NaN without any.</summary>
    public double Accuracy => (double)Correct / Truth;

    /// <summary>Dice coefficient (F1); NaN for a class that occurs nowhere.</summary>
    public double Dice => 2.0 * Correct / (Truth + Predicted);

    public static ClassPixels operator +(ClassPixels a, ClassPixels b) =>
        new(a.Correct + b.Correct, a.Truth + b.Truth, a.Predicted + b.Predicted);
}
