using System.Collections.ObjectModel;
using System.Reflection;
using Microsoft.ML.SearchSpace;

namespace Cmae.MLNet.Tests.Training;

/// <summary>AutoML searches the options by the attributes of their properties, without those of an overridden one.</summary>
[TestClass]
public sealed class CmaeTrainingOptionsTests
{
    [TestMethod]
    public void EveryTrainingIsSearchedInRangesOfItsOwn()
    {
        CollectionAssert.AreEqual(
            new object[] { 2e-4, 1e-2, 4e-3, true }, Searched<RangeAttribute>(typeof(CmaePretrainingOptions), "BaseLearningRate"));
        CollectionAssert.AreEqual(
            new object[] { 2e-4, 2e-2, 4e-3, true },
            Searched<RangeAttribute>(typeof(CmaeImageClassificationTrainer.Options), "BaseLearningRate"));
        CollectionAssert.AreEqual(
            new object[] { 64, 128, 256, 64 }, Searched<ChoiceAttribute>(typeof(CmaePretrainingOptions), "BatchSize"));
        CollectionAssert.AreEqual(
            new object[] { 32, 64, 128, 64 }, Searched<ChoiceAttribute>(typeof(CmaeImageClassificationTrainer.Options), "BatchSize"));
        foreach (Type options in new[] { typeof(CmaePretrainingOptions), typeof(CmaeImageClassificationTrainer.Options) })
            CollectionAssert.AreEqual(new object[] { 0.0, 0.3 }, Searched<RangeAttribute>(options, "WarmupFraction").Take(2).ToArray());
    }

    [TestMethod]
    public void NoPropertyIsThereTwice()
    {
        foreach (Type options in new[] { typeof(CmaePretrainingOptions), typeof(CmaeImageClassificationTrainer.Options) })
            CollectionAssert.AllItemsAreUnique(options.GetProperties().Select(property => property.Name).ToArray());
    }

    private static object[] Searched<T>(Type options, string name)
        where T : Attribute
    {
        CustomAttributeData attribute = options.GetProperty(name)!.CustomAttributes.Single(
            attribute => attribute.AttributeType == typeof(T));
        return
        [
            .. attribute.ConstructorArguments.SelectMany(
                argument => argument.Value is ReadOnlyCollection<CustomAttributeTypedArgument> many
                    ? many.Select(one => one.Value!)
                    : [argument.Value!]),
        ];
    }
}
