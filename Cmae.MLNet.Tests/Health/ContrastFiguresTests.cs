using Cmae.MLNet.Health;
using Cmae.MLNet.Tensors;
using static TorchSharp.torch;

namespace Cmae.MLNet.Tests.Health;

[TestClass]
public sealed class ContrastFiguresTests
{
    [TestMethod]
    public void PairsThatAreTheSameAreFoundFirst()
    {
        using Tensor vectors = eye(4);
        ContrastFigures figures = ContrastFigures.Of(vectors, vectors);
        Assert.AreEqual(1, figures.PositiveRank, 1e-6);
        Assert.AreEqual(1, figures.InfoNceAccuracy, 1e-6);
        Assert.AreEqual(0, figures.Alignment, 1e-6);
        Assert.AreEqual(-4, figures.Uniformity, 1e-5);          // all at right angles: squared distance 2
    }

    [TestMethod]
    public void LengthsDoNotCount()
    {
        using Tensor vectors = eye(4);
        using Tensor longer = vectors.Times(7);
        Assert.AreEqual(ContrastFigures.Of(vectors, vectors), ContrastFigures.Of(longer, vectors));
    }

    [TestMethod]
    public void AnExchangedPairComesSecond()
    {
        // Prediction 0 is nearer to target 1 than to its own, and so the other way round; prediction 2 finds its own.
        using Tensor predictions = tensor(new float[,] { { 1, 0.1f, 0 }, { 0.1f, 1, 0 }, { 0, 0, 1 } });
        using Tensor targets = tensor(new float[,] { { 0, 1, 0 }, { 1, 0, 0 }, { 0, 0, 1 } });
        ContrastFigures figures = ContrastFigures.Of(predictions, targets);
        Assert.AreEqual((2 + 2 + 1) / 3.0, figures.PositiveRank, 1e-6);
        Assert.AreEqual(1 / 3.0, figures.InfoNceAccuracy, 1e-6);
    }

    [TestMethod]
    public void OneEmbeddingForAllIsNotUniformAtAll()
    {
        using Tensor same = ones(5, 3);
        Assert.AreEqual(0, ContrastFigures.Of(same, same).Uniformity, 1e-5);
    }
}
