using Cmae.MLNet.Imaging;

namespace Cmae.MLNet.Tests.Imaging;

[TestClass]
public sealed class SquareSymmetryTests
{
    [TestMethod]
    public void ThereAreEight()
    {
        byte[] source = [1, 2, 3, 4];
        IEnumerable<string> drawn = Enumerable.Range(0, 400).Select(seed => Apply(SquareSymmetry.Draw(new Random(seed)), source));
        string[] all = [.. drawn.Distinct().Order(StringComparer.Ordinal)];
        CollectionAssert.AreEqual(new[] { "1234", "1324", "2143", "2413", "3142", "3412", "4231", "4321" }, all);
    }

    [TestMethod]
    public void PixelsStayWhole()
    {
        byte[] source = [1, 1, 2, 2, 3, 3, 4, 4], destination = new byte[8];
        new SquareSymmetry(false, true, false).Apply(source, destination, 2, bytes: 2);
        CollectionAssert.AreEqual(new byte[] { 2, 2, 1, 1, 4, 4, 3, 3 }, destination);
    }

    private static string Apply(SquareSymmetry symmetry, byte[] source)
    {
        var destination = new byte[4];
        symmetry.Apply(source, destination, 2, bytes: 1);
        return string.Concat(destination);
    }
}
