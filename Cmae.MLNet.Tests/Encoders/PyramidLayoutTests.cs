using Cmae.MLNet.Encoders;

namespace Cmae.MLNet.Tests.Encoders;

[TestClass]
public sealed class PyramidLayoutTests
{
    [TestMethod]
    [DataRow(16, 32, "2/1 1/1 0/1 0/2")]
    [DataRow(8, 32, "1/1 0/1 0/2 0/4")]
    [DataRow(4, 32, "0/1 0/2 0/4 0/8")]
    [DataRow(32, 32, "3/1 2/1 1/1 0/1")]
    [DataRow(14, 56, "1/1 0/1 0/2 0/4")]
    [DataRow(2, 16, "0/1 0/2 0/4 0/8")]
    public void LevelsFollowFromThePatch(int patch, int coarsest, string levels)
    {
        var encoder = new CmaeEncoderConfiguration(CmaeArchitecture.Tiny, coarsest, patch);
        PyramidLayout layout = PyramidLayout.Of(encoder);
        Assert.AreEqual(levels, string.Join(' ', layout.Levels.Select(level => $"{level.Upsamplings}/{level.Pooling}")));
        Assert.AreEqual(coarsest, PyramidLayout.CoarsestStride(patch));
    }

    [TestMethod]
    public void ChannelsFollowFromTheWidth()
    {
        CmaeArchitecture[] sizes =
            [CmaeArchitecture.Micro, CmaeArchitecture.Tiny, CmaeArchitecture.Small, CmaeArchitecture.Base, CmaeArchitecture.Large];
        CollectionAssert.AreEqual(
            new[] { 96, 128, 192, 256, 256 }, sizes.Select(size => PyramidLayout.Of(new(size, 32, 16)).Channels).ToArray());
    }

    [TestMethod]
    [DataRow(96, 6)]
    [DataRow(128, 8)]
    [DataRow(10, 1)]
    [DataRow(34, 17)]
    [DataRow(1, 1)]
    public void GroupsHaveSixteenChannelsOrTheLargestDivisorBelow(int channels, int groups) =>
        Assert.AreEqual(groups, PyramidLayout.GroupsOf(channels));
}
