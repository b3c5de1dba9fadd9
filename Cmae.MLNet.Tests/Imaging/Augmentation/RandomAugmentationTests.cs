using Cmae.MLNet.Imaging;
using Cmae.MLNet.Runtime;

namespace Cmae.MLNet.Tests.Imaging;

[TestClass]
public sealed class RandomAugmentationTests
{
    private static readonly (AugmentationOperation, string)[] _operations =
        [.. Enum.GetValues<AugmentationOperation>().Select(operation => (operation, FixtureName(operation)))];

    public static IEnumerable<object[]> Operations => _operations.Select(operation => new object[] { operation.Item2 });

    [TestMethod]
    [DynamicData(nameof(Operations))]
    public void BitExactToTheRecordedResults(string name)
    {
        AugmentationOperation operation = _operations.Single(known => known.Item2 == name).Item1;
        foreach (GoldenImages golden in GoldenImages.Matching("aug_randaugment"))
        {
            PixelImage image = golden.Image("img_rgb");
            string outputs = golden.Names.Single(known => known.EndsWith($".{name}.out", StringComparison.Ordinal));
            string suffix = $".{name}.level_magnitude_negated";
            string? levels = golden.Names.SingleOrDefault(known => known.EndsWith(suffix, StringComparison.Ordinal));
            double[][] rows = levels is null ? [[0, 0, 0]] : golden.DoubleRows(levels);
            PixelImage[] expected = levels is null ? [golden.Image(outputs)] : golden.Images(outputs);
            for (int i = 0; i < rows.Length; i++)
            {
                double magnitude = AugmentationDraw.MagnitudeOf(operation, rows[i][0]);
                Assert.AreEqual(rows[i][1], magnitude, 1e-12);
                byte[] pixels = GoldenImages.Copy(image);
                bool negated = rows[i][2] == 1 && AugmentationDraw.HasDirection(operation);
                RandomAugmentation.Augment(pixels, image.Width, new(operation, negated ? -magnitude : magnitude), CmaeChannelOrder.Bgr);
                GoldenImages.AssertSame(expected[i].Pixels, pixels, $"{name} {string.Join(",", rows[i])}");
            }
        }
    }

    [TestMethod]
    public void AboutOneOperationIsDrawnForAnImage()
    {
        AugmentationDraw[][] draws = [.. Enumerable.Range(0, 1000).Select(i => AugmentationDraw.Draw(RandomSource.Stream(1, i)).ToArray())];
        Assert.AreEqual(1, draws.Average(draw => draw.Length), 0.1);
        Assert.AreEqual(15, draws.SelectMany(draw => draw).Select(draw => draw.Operation).Distinct().Count());
        var rotations = draws.SelectMany(draw => draw).Where(draw => draw.Operation == AugmentationOperation.Rotate);
        Assert.AreEqual(27, rotations.Average(draw => Math.Abs(draw.Magnitude)), 1);
    }

    [TestMethod]
    public void TinyImagesSurviveEveryOperation()
    {
        foreach (AugmentationOperation operation in Enum.GetValues<AugmentationOperation>())
            RandomAugmentation.Augment(new byte[3], 1, new(operation, AugmentationDraw.MagnitudeOf(operation, 9)), CmaeChannelOrder.Rgb);
    }

    private static string FixtureName(AugmentationOperation operation) =>
        operation.ToString()
            .Replace("Horizontal", "_horizontal", StringComparison.Ordinal).Replace("Vertical", "_vertical", StringComparison.Ordinal);
}
