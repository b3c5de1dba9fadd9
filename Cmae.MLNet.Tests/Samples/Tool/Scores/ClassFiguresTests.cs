using Cmae.MLNet.Samples.Tool.Scores;

namespace Cmae.MLNet.Tests.Samples.Tool.Scores;

[TestClass]
public sealed class ClassFiguresTests
{
    private static readonly int[][] s_confusion = [[6, 2, 0, 0], [1, 3, 0, 0], [4, 0, 0, 0], [0, 0, 0, 0]];

    [TestMethod]
    public void PrecisionRecallAndF1FollowFromTheMatrix() =>
        Assert.AreEqual(new ClassFigures("a", 8, 6 / 11.0, 6 / 8.0, 12 / 19.0), ClassFigures.Of("a", 0, s_confusion));

    [TestMethod]
    public void WhatCannotBeSaidIsNull()
    {
        Assert.AreEqual(new ClassFigures("c", 4, null, 0, 0), ClassFigures.Of("c", 2, s_confusion));
        Assert.AreEqual(new ClassFigures("d", 0, null, null, null), ClassFigures.Of("d", 3, s_confusion));
    }
}
