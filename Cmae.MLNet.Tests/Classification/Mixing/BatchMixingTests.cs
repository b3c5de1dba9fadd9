using Cmae.MLNet.Classification;
using Cmae.MLNet.Runtime;
using Cmae.MLNet.Tensors;
using TorchSharp;
using static TorchSharp.torch;

namespace Cmae.MLNet.Tests.Classification;

[TestClass]
public sealed class BatchMixingTests
{
    [TestMethod]
    [DataRow(1.0, 0.8, 1.0, 1.0)]
    [DataRow(0.3, 0.8, 1.0, 0.3)]
    [DataRow(1.0, 0.0, 0.0, 0.0)]
    public void AsManyBatchesAreMixedAsAsked(double probability, double mixup, double cutMix, double expected)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor images = TensorArithmetic.Counting(48, CPU).to_type(ScalarType.Float32).view(4, 3, 2, 2), labels = eye(4);
        var mixing = new BatchMixing(probability, mixup, cutMix);
        double mixed = Enumerable.Range(0, 400)
            .Average(i => ReferenceEquals(mixing.Mix(images, labels, RandomSource.Stream(1, i)).Images, images) ? 0.0 : 1);
        Assert.AreEqual(expected, mixed, 0.07);
    }

    // Every image is flat and its number, so that an image's mean is what its label says: by weight for mixup, by area for CutMix.
    [TestMethod]
    [DataRow(0.8, 0.0)]
    [DataRow(0.0, 1.0)]
    public void LabelsAreMixedAsTheImagesAre(double mixup, double cutMix)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor numbers = TensorArithmetic.Counting(6, CPU).to_type(ScalarType.Float32);
        Tensor images = numbers.view(6, 1, 1, 1).expand(6, 3, 8, 8).contiguous();
        for (int i = 0; i < 20; i++)
        {
            (Tensor mixed, Tensor labels) = new BatchMixing(1, mixup, cutMix).Mix(images, eye(6), RandomSource.Stream(2, i));
            Assert.IsLessThan(1e-5, (mixed.mean([1, 2, 3]) - labels.matmul(numbers)).abs().max().item<float>());
            Assert.IsLessThan(1e-6, labels.sum(1).Plus(-1).abs().max().item<float>());
        }
    }
}
