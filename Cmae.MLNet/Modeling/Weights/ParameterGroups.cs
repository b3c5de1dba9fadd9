using System.Globalization;
using Cmae.MLNet.Training;
using TorchSharp.Modules;

namespace Cmae.MLNet.Modeling;

/// <summary>Which parameters decay and at what rate they learn, by the official rules on their names.</summary>
internal static class ParameterGroups
{
    // "ln" exempts LayerNorm only: BatchNorm's weights (bn0) do decay.
    private static readonly string[] s_pretrainingExemptions = ["ln", "bias", "pos_embed", "mask_token", "cls_token"];
    private static readonly string[] s_fineTuningExemptions = [".ln", ".bias", ".cls_token", ".pos_embed"];

    /// <summary>Two groups over all trained parameters: with and without decay.</summary>
    public static IReadOnlyList<ParameterGroup> Pretraining(CmaeModel model, double weightDecay)
    {
        ILookup<bool, (string Name, Parameter Parameter)> byDecay = model.named_parameters()
            .Where(named => named.parameter.requires_grad)
            .ToLookup(named => !HasAny(named.name, s_pretrainingExemptions));
        return
        [
            new ParameterGroup("decay", [.. byDecay[true]], weightDecay, LearningRateScale: 1),
            new ParameterGroup("no_decay", [.. byDecay[false]], WeightDecay: 0, LearningRateScale: 1),
        ];
    }

    /// <summary>
    /// Groups of the trained parameters by layer, with and without decay. The learning rate falls by <paramref name="layerDecay"/> from
    /// each layer to the one below: norm and head at the top learn at the full rate, the patch embedding at the bottom slowest.
    /// <c>fc_norm.weight</c> does decay.
    /// </summary>
    public static IReadOnlyList<ParameterGroup> FineTuning(VisionTransformerClassifier model, double weightDecay, double layerDecay)
    {
        int top = model.backbone.Configuration.Architecture.Depth + 1;
        return
        [
            .. model.named_parameters()
                .Where(named => named.parameter.requires_grad)
                .Select(named => (
                    named.name, named.parameter, Layer: Layer(named.name, top), Decays: !HasAny(named.name, s_fineTuningExemptions)))
                .GroupBy(named => (named.Layer, named.Decays))
                .Select(group => new ParameterGroup(
                    $"layer_{group.Key.Layer}_{(group.Key.Decays ? "decay" : "no_decay")}",
                    [.. group.Select(named => (named.name, named.parameter))],
                    group.Key.Decays ? weightDecay : 0,
                    Math.Pow(layerDecay, top - group.Key.Layer))),
        ];
    }

    /// <summary>
    /// Groups of a segmentation model's trained parameters by layer, as for a classifier; vectors (biases, norms), positions and class token do
    /// not decay.
    /// </summary>
    public static IReadOnlyList<ParameterGroup> Segmentation(SegmentationModel model, double weightDecay, double layerDecay)
    {
        int top = model.backbone.Configuration.Architecture.Depth + 1;
        return
        [
            .. model.named_parameters()
                .Where(named => named.parameter.requires_grad)
                .Select(named => (
                    named.name, named.parameter, Layer: Layer(named.name, top),
                    Decays: named.parameter.dim() > 1 && !HasAny(named.name, s_fineTuningExemptions)))
                .GroupBy(named => (named.Layer, named.Decays))
                .Select(group => new ParameterGroup(
                    $"layer_{group.Key.Layer}_{(group.Key.Decays ? "decay" : "no_decay")}",
                    [.. group.Select(named => (named.name, named.parameter))],
                    group.Key.Decays ? weightDecay : 0,
                    Math.Pow(layerDecay, top - group.Key.Layer))),
        ];
    }

    /// <summary>The two groups of a linear segmentation head that is trained alone.</summary>
    public static IReadOnlyList<ParameterGroup> LinearProbe(LinearHead head, double weightDecay) =>
    [
        new ParameterGroup("decay", [("classifier.weight", head.classifier.weight!)], weightDecay, LearningRateScale: 1),
        new ParameterGroup("no_decay", [("classifier.bias", head.classifier.bias!)], WeightDecay: 0, LearningRateScale: 1),
    ];

    /// <summary>The two groups of a head that is trained alone.</summary>
    public static IReadOnlyList<ParameterGroup> LinearProbe(ClassificationHead head, double weightDecay) =>
    [
        new ParameterGroup("decay", [("head.head.weight", head.head.weight!)], weightDecay, LearningRateScale: 1),
        new ParameterGroup("no_decay", [("head.head.bias", head.head.bias!)], WeightDecay: 0, LearningRateScale: 1),
    ];

    // backbone.layers.3.… is layer 4; what comes before the blocks is layer 0, what comes after them is the top.
    private static int Layer(string name, int top) => name.Split('.') switch
    {
        ["backbone", "cls_token" or "pos_embed" or "patch_embed", ..] => 0,
        ["backbone", "layers", string index, ..] => 1 + int.Parse(index, CultureInfo.InvariantCulture),
        _ => top,
    };

    private static bool HasAny(string name, string[] parts) => Array.Exists(parts, part => name.Contains(part, StringComparison.Ordinal));
}
