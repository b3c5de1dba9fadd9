using Cmae.MLNet.Samples.Tool.Scores;

namespace Cmae.MLNet.Tests.Samples.Tool.Scores;

[TestClass]
public sealed class CalibrationFiguresTests
{
    [TestMethod]
    public void TheErrorIsAveragedOverFifteenBins()
    {
        // Two images of 0.98 and 0.96 lie in the last bin, one right: |1 − 1.94|; one of 0.6 in the bin from 0.6, right: |1 − 0.6|.
        CalibrationFigures figures = Of(([0.98f, 0.02f], 0), ([0.96f, 0.04f], 1), ([0.4f, 0.6f], 1))!;
        Assert.AreEqual((0.94 + 0.4) / 3, figures.ExpectedCalibrationError, 1e-6);
        Assert.AreEqual(-(Math.Log(0.98) + Math.Log(0.04) + Math.Log(0.6)) / 3, figures.NegativeLogLikelihood, 1e-6);
    }

    [TestMethod]
    public void CertaintyBelongsToTheLastBinAndImpossibilityCostsNotInfinitelyMuch()
    {
        CalibrationFigures figures = Of(([1, 0], 0), ([1, 0], 1))!;
        Assert.AreEqual(0.5, figures.ExpectedCalibrationError, 1e-12);
        Assert.AreEqual(-Math.Log(1e-15) / 2, figures.NegativeLogLikelihood, 1e-9);
    }

    [TestMethod]
    public void ScoresThatAreNoProbabilitiesHaveNone()
    {
        Assert.IsNull(Of(([3, -2], 0)));
        Assert.IsNull(Of(([0.5f, 0.6f], 0)));
    }

    private static CalibrationFigures? Of(params (float[] Scores, int Truth)[] rows) =>
        CalibrationFigures.Of(new ScoredImages(
            ["a", "b"], [.. rows.Select(row => row.Truth)], [.. rows.Select(row => row.Scores)], [.. rows.Select(_ => "")]));
}
