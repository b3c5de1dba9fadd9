using Cmae.MLNet.Tests.Checkpoints;

namespace Cmae.MLNet.Tests.Classification;

/// <summary>Small classifiers with seeded random weights, whose predictions differ from image to image.</summary>
internal static class RandomClassifier
{
    public static ClassifierWeights Create(int classes, CmaeOutputNorm norm = CmaeOutputNorm.AfterPooling, float temperature = 1)
    {
        CmaeEncoder encoder = RandomEncoder.Create(norm);
        var random = new Random(classes);
        int width = encoder.Architecture.Width;
        return new(encoder, Tensor([classes, width], 8), Tensor([classes], 2), temperature);

        WeightTensor Tensor(long[] shape, float range) =>
            new(shape, [.. Enumerable.Range(0, (int)shape.Aggregate((a, b) => a * b)).Select(_ => range * (random.NextSingle() - 0.5f))]);
    }
}
