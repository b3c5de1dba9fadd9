using System.Reflection;
using Cmae.MLNet.Tests.Encoders;
using Cmae.MLNet.Tests.Imaging;
using Microsoft.ML;
using Microsoft.ML.Data;
using SkiaSharp;

namespace Cmae.MLNet.Tests.Featurization;

[TestClass]
public sealed class CmaeSweepTests
{
    private readonly MLContext _ml = new(seed: 1);
    private readonly CmaeSweep _sweep = new(Fixed());

    [TestMethod]
    public void FiveTrialsWithTwoSetsOfSweptOptionsPretrainTwice()
    {
        IDataView images = Images(8);
        float[][] features =
        [
            .. new[] { 0.5, 0.6, 0.5, 0.6, 0.5 }.Select(ratio =>
                _sweep.Featurizer(_ml, new CmaePretrainingOptions { MaskRatio = ratio }).Fit(images).Transform(images)
                    .GetColumn<float[]>("Features").First()),
        ];

        Assert.AreEqual(2, _sweep.Pretrainings);
        CollectionAssert.AreEqual(features[0], features[2]);
        CollectionAssert.AreEqual(features[1], features[3]);
        CollectionAssert.AreNotEqual(features[0], features[1]);
    }

    [TestMethod]
    public void TheFeaturesAreThoseOfAnEstimatorWithTheSameOptions()
    {
        IDataView images = Images(8);
        CmaeFeaturizingEstimator.Options options = Fixed();
        options.Pretraining.MaskRatio = 0.6;

        ITransformer trial = _sweep.Featurizer(_ml, new CmaePretrainingOptions { MaskRatio = 0.6, Epochs = 1000 }).Fit(images);

        RandomEncoder.AssertSame(
            _ml.Transforms.CmaeFeaturize(options).Fit(images).Encoder, ((CmaeFeaturizingTransformer)trial).Encoder);
    }

    [TestMethod]
    public void TheKindOfFeaturesNeedsNoPretrainingOfItsOwn()
    {
        IDataView images = Images(8);
        foreach (CmaeFeatureKind kind in new[] { CmaeFeatureKind.MeanPatch, CmaeFeatureKind.ClassToken })
            _sweep.Featurizer(_ml, new CmaeFeaturizingEstimator.Options { FeatureKind = kind }).Fit(images);
        Assert.AreEqual(1, _sweep.Pretrainings);
    }

    [TestMethod]
    public void OtherImagesArePretrainedOnThemselves()
    {
        _sweep.Featurizer(_ml, new CmaePretrainingOptions()).Fit(Images(8));
        _sweep.Featurizer(_ml, new CmaePretrainingOptions()).Fit(Images(9));
        Assert.AreEqual(2, _sweep.Pretrainings);
    }

    [TestMethod]
    public void TrialsAtTheSameTimePretrainOnce()
    {
        IDataView images = Images(8);
        Parallel.For(0, 4, _ => _sweep.Featurizer(new MLContext(1), new CmaePretrainingOptions()).Fit(images));
        Assert.AreEqual(1, _sweep.Pretrainings);
    }

    [TestMethod]
    public void ACanceledPretrainingIsNotKept()
    {
        IDataView images = Images(8);
        var canceled = new MLContext(1);
        typeof(MLContext) // as AutoML does
            .GetMethod("CancelExecution", BindingFlags.Instance | BindingFlags.NonPublic)!.Invoke(canceled, null);
        Assert.Throws<OperationCanceledException>(() => _sweep.Featurizer(canceled, new CmaePretrainingOptions()).Fit(images));
        _sweep.Featurizer(_ml, new CmaePretrainingOptions()).Fit(images);
        Assert.AreEqual(1, _sweep.Pretrainings);
    }

    [TestMethod]
    public void AnEncoderIsRefused() => Assert.ThrowsExactly<ArgumentException>(
        () => new CmaeSweep(new CmaeFeaturizingEstimator.Options { Encoder = RandomEncoder.Create() }));

    private static CmaeFeaturizingEstimator.Options Fixed() => new()
    {
        InputColumnName = "Photo",
        Pretraining = new()
        {
            Architecture = new CmaeArchitecture(16, 1, 2),
            ImageSize = 16,
            PatchSize = 4,
            Epochs = 1,
            Seed = 1,
            Precision = CmaePrecision.Float32,
        },
    };

    private IDataView Images(int count) => _ml.Data.LoadFromEnumerable(
        Enumerable.Range(0, count)
            .Select(i => new Row { Photo = EncodedImages.Photo(20 + i, 20, SKEncodedImageFormat.Png) }).ToArray());

    private sealed class Row
    {
        public byte[] Photo { get; set; } = [];
    }
}
