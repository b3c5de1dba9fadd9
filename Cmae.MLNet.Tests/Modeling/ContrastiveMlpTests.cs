using Cmae.MLNet.Modeling;
using TorchSharp;
using static TorchSharp.torch;

namespace Cmae.MLNet.Tests.Modeling;

[TestClass]
public sealed class ContrastiveMlpTests
{
    public static IEnumerable<string> Forwards => GoldenFolder.Configurations("_forward.safetensors");

    [TestMethod]
    [DynamicData(nameof(Forwards))]
    public void ProjectorsAndPredictorAreTheReferences(string name)
    {
        using DisposeScope scope = NewDisposeScope();
        var golden = new GoldenFixture(name + "_forward.safetensors");
        using CmaeModel model = GoldenModel.Load(name);
        foreach ((string part, ContrastiveMlp mlp) in (IEnumerable<(string, ContrastiveMlp)>)
            [("projector", model.projector!), ("predictor", model.head!.predictor), ("target_projector", model.target_projector!)])
        {
            Tensor input = golden.Tensor(part + ".in");
            Tensor hidden = mlp.fc0.forward(input);
            GoldenTolerance.AssertClose(golden, part + ".fc0", hidden);
            GoldenTolerance.AssertClose(golden, part + ".bn0", mlp.bn0.forward(hidden));
            GoldenTolerance.AssertClose(golden, part + ".out", mlp.forward(input).unsqueeze(1));
        }
    }
}
