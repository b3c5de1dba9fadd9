using Cmae.MLNet.Encoders;

namespace Cmae.MLNet.Tests.Encoders;

[TestClass]
public sealed class EncoderLayoutTests
{
    [TestMethod]
    [DataRow(CmaeOutputNorm.BeforePooling, "ln1.weight ln1.bias")]
    [DataRow(CmaeOutputNorm.AfterPooling, "fc_norm.weight fc_norm.bias")]
    [DataRow(CmaeOutputNorm.None, "layers.1.ffn.layers.1.weight layers.1.ffn.layers.1.bias")]
    public void TheFinalNormComesLast(CmaeOutputNorm norm, string lastNames)
    {
        var configuration = new CmaeEncoderConfiguration(new(16, 2, 4), 16, 4) { OutputNorm = norm };
        Assert.AreEqual(lastNames, string.Join(' ', EncoderLayout.Weights(configuration).TakeLast(2).Select(weight => weight.Name)));
    }

    [TestMethod]
    [DataRow(nameof(CmaeArchitecture.Micro), 8, 1.2)]
    [DataRow(nameof(CmaeArchitecture.Tiny), 16, 5.4)]
    [DataRow(nameof(CmaeArchitecture.Small), 16, 22)]
    [DataRow(nameof(CmaeArchitecture.Base), 16, 86)]
    [DataRow(nameof(CmaeArchitecture.Large), 16, 303)]
    public void APresetHasTheNumberOfParametersThatItsDocumentationSays(string preset, int patchSize, double millions)
    {
        var architecture = (CmaeArchitecture)typeof(CmaeArchitecture).GetProperty(preset)!.GetValue(null)!;
        long count = EncoderLayout.Weights(new CmaeEncoderConfiguration(architecture, 224, patchSize))
            .Where(weight => weight.Name != "pos_embed").Sum(weight => weight.Shape.Aggregate((a, b) => a * b));
        Assert.AreEqual(millions, count / 1e6, 0.02 * millions);
    }
}
