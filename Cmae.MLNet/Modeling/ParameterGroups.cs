using TorchSharp.Modules;

namespace Cmae.MLNet.Modeling;

/// <summary>Which parameters decay and at what rate they learn, by the official rules on their names.</summary>
internal static class ParameterGroups
{
    // "ln" exempts LayerNorm only: BatchNorm's weights (bn0) do decay.
    private static readonly string[] s_pretrainingExemptions = ["ln", "bias", "pos_embed", "mask_token", "cls_token"];

    /// <summary>Two groups over all trained parameters: with and without decay.</summary>
    public static IReadOnlyList<ParameterGroup> Pretraining(CmaeModel model, double weightDecay)
    {
        ILookup<bool, (string Name, Parameter Parameter)> byDecay = model.named_parameters()
            .Where(named => named.parameter.requires_grad)
            .ToLookup(named => !Array.Exists(s_pretrainingExemptions, part => named.name.Contains(part, StringComparison.Ordinal)));
        return
        [
            new ParameterGroup("decay", [.. byDecay[true]], weightDecay, LearningRateScale: 1),
            new ParameterGroup("no_decay", [.. byDecay[false]], WeightDecay: 0, LearningRateScale: 1),
        ];
    }
}
