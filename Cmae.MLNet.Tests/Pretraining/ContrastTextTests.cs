using Cmae.MLNet.Pretraining;

namespace Cmae.MLNet.Tests.Pretraining;

[TestClass]
public sealed class ContrastTextTests
{
    [TestMethod]
    [DataRow(0.25, 0.2, 1.0, ", contrast 0.2500")]
    [DataRow(0.0, 0.2, 1.0, ", contrast begins at 20 %")]
    [DataRow(0.0, 0.125, 1.0, ", contrast begins at 12.5 %")]
    [DataRow(0.0, 0.2, 0.0, "")]
    public void ALossThatIsNotLearnedYetIsNoNumber(double loss, double delay, double weight, string text) =>
        Assert.AreEqual(text, ContrastText.Of(loss, new CmaePretrainingOptions { ContrastiveDelay = delay, ContrastiveWeight = weight }));
}
