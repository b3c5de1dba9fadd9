using System.Diagnostics;
using Cmae.MLNet.Tests.Encoders;
using Cmae.MLNet.Tests.Scoring;
using Microsoft.ML;
using static Cmae.MLNet.Tests.Scoring.SampleImages;

namespace Cmae.MLNet.Tests.Featurization;

/// <summary>What the process holds is looked at, so no other test may run meanwhile.</summary>
[TestClass]
[DoNotParallelize]
public sealed class ResidentMemoryTests
{
    [TestMethod]
    public void ResidentMemoryStaysFlatOverTwoThousandPredictions()
    {
        var ml = new MLContext(seed: 1);
        using var images = new SampleImages(20);
        using var engine = ml.Model.CreatePredictionEngine<Row, Scored>(
            ml.Transforms.CmaeFeaturize("Features", "Image", RandomEncoder.Create()).Fit(images.View(ml)));
        Predict(300);
        long before = Resident();
        Predict(2000);
        long grown = Resident() - before;
        Assert.IsLessThan(16L << 20, grown, $"grown by {grown >> 20} MiB");

        void Predict(int count)
        {
            for (int i = 0; i < count; i++)
                engine.Predict(images.Rows[i % images.Rows.Length]);
        }
    }

    private static long Resident()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        using var process = Process.GetCurrentProcess();
        return process.WorkingSet64;
    }
}
