using Cmae.MLNet.Encoders;

namespace Cmae.MLNet.Tests.Encoders;

[TestClass]
public sealed class ClassifierWeightsTests
{
    [TestMethod]
    [DataRow(CmaeOutputNorm.AfterPooling, CmaeFeatureKind.MeanPatch)]
    [DataRow(CmaeOutputNorm.BeforePooling, CmaeFeatureKind.ClassToken)]
    public void TheNormSaysWhatTheHeadClassifies(CmaeOutputNorm norm, CmaeFeatureKind features)
    {
        ClassifierWeights weights = RandomClassifier.Create(5, norm);
        Assert.AreEqual(features, weights.FeatureKind);
        Assert.AreEqual(5, weights.ClassCount);
    }

    [TestMethod]
    public void WhatCannotClassifyIsRefused()
    {
        AssertRefused(() => RandomClassifier.Create(3, CmaeOutputNorm.None), "needs an encoder with a final norm");
        AssertRefused(() => RandomClassifier.Create(1), "The head's bias has shape [1] where [K] with K of 2 or more");
        AssertRefused(() => RandomClassifier.Create(3, temperature: 0), "The temperature is 0 where a finite number above 0");
        AssertRefused(() => RandomClassifier.Create(3, temperature: float.NaN), "The temperature is NaN");
        AssertRefused(
            () => new ClassifierWeights(RandomEncoder.Create(), new([3, 2], new float[6]), new([3], new float[3])),
            "The head's weight has shape [3, 2] where [3, 16] is needed");
    }

    private static void AssertRefused(Action create, string message) =>
        StringAssert.Contains(Assert.ThrowsExactly<ArgumentException>(create).Message, message);
}
