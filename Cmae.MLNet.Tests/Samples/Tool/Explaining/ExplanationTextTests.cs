using Cmae.MLNet.Samples.Tool.Explaining;

namespace Cmae.MLNet.Tests.Samples.Tool.Explaining;

[TestClass]
public sealed class ExplanationTextTests
{
    [TestMethod]
    public void TheMapHasALineForEveryRowOfPatches() =>
        CollectionAssert.AreEqual(new[] { "  @@", "++  " }, ExplanationText.Map([0, 0.9f, 0.5f, 0]).ToArray());
}
