using Cmae.MLNet.Segmentation;
using static Cmae.MLNet.CmaeSegmentationTrainer;

namespace Cmae.MLNet.Tests.Segmentation;

[TestClass]
public sealed class SegmentationOptionsValidationTests
{
    [TestMethod]
    public void DefaultsFollowTheSizeOfTheEncoder()
    {
        var options = new Options();
        SegmentationOptionsValidation.Validate(options);
        Assert.AreEqual((320, 16, 8e-3), (options.ImageSize, options.BatchSize, options.BaseLearningRate));
        options.Architecture = CmaeArchitecture.Base;
        Assert.AreEqual((512, 8, 1.6e-3), (options.ImageSize, options.BatchSize, options.BaseLearningRate));
        options.InitializeFrom = TinySegmentation.Encoder();
        options.Freeze = CmaeFreeze.Encoder;
        Assert.AreEqual((320, 16, 1.6e-2), (options.ImageSize, options.BatchSize, options.BaseLearningRate));
        options = new() { PatchSize = 14 };
        Assert.AreEqual(336, options.ImageSize);
        SegmentationOptionsValidation.Validate(options);
    }

    [TestMethod]
    public void EveryErrorIsNamed()
    {
        var options = new Options
        {
            MaskColumnName = "", LabelMapColumnName = " ", ClassSharesColumnName = "", ProbabilitiesColumnName = "",
            MaskImageColumnName = "",
            ImageSize = 100, DiceWeight = -1, ScoringBatchSize = 0, Head = (CmaeSegmentationHead)7, ClassWeighting = (CmaeClassWeighting)7,
        };
        string message = Assert.ThrowsExactly<ArgumentException>(() => SegmentationOptionsValidation.Validate(options)).Message;
        foreach (string name in (string[])["MaskColumnName", "LabelMapColumnName", "ClassSharesColumnName", "ProbabilitiesColumnName",
            "MaskImageColumnName", "DiceWeight", "ScoringBatchSize", "Head", "ClassWeighting"])
            StringAssert.Contains(message, name);
        StringAssert.Contains(message, "ImageSize = 100; with patches of 16 pixels it must be a multiple of 32, such as 96 or 128");
    }
}
