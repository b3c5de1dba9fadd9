using System.Globalization;

namespace Cmae.MLNet.Pretraining;

/// <summary>The contrastive loss in log lines: before the contrast begins, there is no loss that could be written as a number.</summary>
internal static class ContrastText
{
    /// <summary>A part of a line, with the comma before it; empty for plain MAE.</summary>
    /// <param name="loss">The loss; 0 if the contrast is not learned yet.</param>
    /// <param name="options">Say when it begins.</param>
    public static string Of(double loss, CmaePretrainingOptions options) => (loss, options.ContrastiveWeight) switch
    {
        (_, 0) => "",
        (0, _) => string.Create(CultureInfo.InvariantCulture, $", contrast begins at {100 * options.ContrastiveDelay:0.#} %"),
        _ => string.Create(CultureInfo.InvariantCulture, $", contrast {loss:f4}"),
    };
}
