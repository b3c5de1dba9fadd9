using TorchSharp.Modules;

namespace Cmae.MLNet.Training;

/// <summary>Parameters that an optimizer treats in the same way.</summary>
/// <param name="Name">What the group is, for logs and training states.</param>
/// <param name="Parameters">The parameters by official name.</param>
/// <param name="WeightDecay">Decoupled weight decay.</param>
/// <param name="LearningRateScale">Factor on the learning rate.</param>
internal sealed record ParameterGroup(
    string Name,
    IReadOnlyList<(string Name, Parameter Parameter)> Parameters,
    double WeightDecay,
    double LearningRateScale);
