using Cmae.MLNet.Scoring;

namespace Cmae.MLNet.Tests.Scoring;

[TestClass]
public sealed class MatrixInverseTests
{
    [TestMethod]
    public void TheProductWithTheMatrixIsTheIdentity()
    {
        double[][] matrix = [[0, 2, 1], [1, 1, 0], [3, 0, -1]]; // the first pivot is 0
        double[][] inverse = MatrixInverse.Of([.. matrix.Select(row => row.ToArray())]);
        for (int i = 0; i < 3; i++)
        {
            for (int j = 0; j < 3; j++)
                Assert.AreEqual(i == j ? 1 : 0, Enumerable.Range(0, 3).Sum(k => matrix[i][k] * inverse[k][j]), 1e-12);
        }
    }

    [TestMethod]
    public void AMatrixWithoutAnInverseIsRefused() =>
        StringAssert.Contains(Assert.ThrowsExactly<ArgumentException>(() => MatrixInverse.Of([[1, 2], [2, 4]])).Message, "has no inverse");
}
