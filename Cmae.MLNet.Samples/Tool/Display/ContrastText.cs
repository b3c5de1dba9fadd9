namespace Cmae.MLNet.Samples.Tool.Display;

/// <summary>What stands for the contrastive loss while it is not learned yet.</summary>
internal static class ContrastText
{
    /// <summary>For example "begins at 20 %".</summary>
    /// <param name="delay">Share of the run that learns reconstruction alone.</param>
    public static string Beginning(double delay) => $"begins at {100 * delay:0.#} %";
}
