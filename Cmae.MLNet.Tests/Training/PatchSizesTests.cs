using Cmae.MLNet.Training;

namespace Cmae.MLNet.Tests.Training;

[TestClass]
public sealed class PatchSizesTests
{
    [TestMethod]
    [DataRow(32, 4)]
    [DataRow(48, 6)]
    [DataRow(64, 8)]
    [DataRow(96, 12)]
    [DataRow(128, 8)]
    [DataRow(224, 16)]
    public void PatchSizesGiveAnEvenGridNearTheUsualOne(int imageSize, int expected) =>
        Assert.AreEqual(expected, PatchSizes.Default(imageSize));
}
