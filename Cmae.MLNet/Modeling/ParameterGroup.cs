using TorchSharp.Modules;

namespace Cmae.MLNet.Modeling;

/// <summary>Parameters that an optimizer treats alike.</summary>
/// <param name="Name">What the group is, for logs and training states.</param>
/// <param name="Parameters">The parameters by official name.</param>
/// <param name="WeightDecay">Decoupled weight decay.</param>
/// <param name="LearningRateScale">Factor on the learning rate.</param>
internal sealed record ParameterGroup(
    string Name,
    IReadOnlyList<(string Name, Parameter Parameter)> Parameters,
    double WeightDecay,
    double LearningRateScale)
{
    /// <summary>The group as TorchSharp's AdamW takes it.</summary>
    /// <param name="learningRate">Learning rate before <see cref="LearningRateScale"/>.</param>
    /// <param name="beta1">Decay of the first moment.</param>
    /// <param name="beta2">Decay of the second moment.</param>
    public AdamW.ParamGroup ToAdamW(double learningRate, double beta1, double beta2) =>
        new(Parameters.Select(named => named.Parameter), lr: learningRate * LearningRateScale, beta1: beta1, beta2: beta2, weight_decay: WeightDecay);
}
