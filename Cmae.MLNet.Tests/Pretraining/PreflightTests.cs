using Cmae.MLNet.Pretraining;
using Cmae.MLNet.Samples.Tool.Drawing;
using Cmae.MLNet.Tests.Imaging;
using Cmae.MLNet.Training;
using Microsoft.ML;
using Microsoft.ML.Runtime;

namespace Cmae.MLNet.Tests.Pretraining;

[TestClass]
public sealed class PreflightTests
{
    [TestMethod]
    public void ItSaysWhatWillHappenBeforeTheFirstStep()
    {
        using var folder = new TemporaryFolder();
        DrawnImageFolder.Write(folder.Path, 24, 16, seed: 1);
        File.WriteAllText(folder["broken.png"], "no image");
        File.WriteAllBytes(folder["panorama.png"], EncodedImages.Encode(90, 30, (x, y) => new((byte)x, (byte)y, 3)));
        var lines = new List<string>();
        CmaePretrainingOptions options = TinyPretraining.Options();
        options.ContrastiveDelay = 0.25;
        (options.OnBadImage, options.StepCompleted) = (CmaeBadImageHandling.Skip, step => lines.Add($"step {step.Step}"));
        var ml = new MLContext(seed: 1);
        ml.Log += (_, e) =>
        {
            if (e.Kind == ChannelMessageKind.Info && e.Source.Contains("Preflight", StringComparison.Ordinal))
                lines.Add(e.RawMessage);
        };
        Pretrainer.Run(ml, ml.Data.LoadImageFolder(folder.Path), "ImagePath", options);

        string[] before = [.. lines.TakeWhile(line => line != "step 1")];
        Assert.StartsWith("Pre-training on 25 images (1 unreadable ones skipped): CPU, 1 thread, libtorch 2.10.0", before[0]);
        StringAssert.Contains(before[0], "by TorchSharp 0.107.0, ");
        Assert.StartsWith("Labels, for the k-NN figure only: ", before[1]);
        Assert.AreEqual(
            "Shape: 1 of 25 images are more than 2 times as long as wide; most of such an image lies outside the square that scoring sees.",
            before[2]);
        Assert.StartsWith("Encoder 32x2x4, 16 px in patches of 4, ", before[3]);
        Assert.EndsWith(", positive pairs of random crops; reconstruction alone for the first 25 % of the steps.", before[3]);
        StringAssert.Matches(before[4], new("^Memory, about: .* GB of the .* GB that this process may use\\.$"));
        StringAssert.Matches(lines[lines.IndexOf("step 9") + 1], new("^After 10 steps: [0-9]+ images/s, 0:00:0[0-9] left\\.$"));
    }

    [TestMethod]
    [DataRow(1.0, 0.0, CmaePositivePair.PixelShift, null, "pixel shift 0..9")]
    [DataRow(1.0, 0.2, CmaePositivePair.PixelShift, null, "pixel shift 0..9; reconstruction alone for the first 20 % of the steps")]
    [DataRow(1.0, 0.2, CmaePositivePair.PixelShift, 5, "pixel shift 0..9; reconstruction alone for the first 20 % of the time")]
    [DataRow(1.0, 0.0, CmaePositivePair.RandomCrops, null, "positive pairs of random crops")]
    [DataRow(0.0, 0.2, CmaePositivePair.RandomCrops, null, "reconstruction alone")]
    public void WhatIsContrastedAndFromWhenOnIsSaid(double weight, double delay, CmaePositivePair pair, int? minutes, string said)
    {
        var options =
            new CmaePretrainingOptions { ImageSize = 64, ContrastiveWeight = weight, ContrastiveDelay = delay, PositivePair = pair };
        options.TimeBudget = minutes is { } limit ? TimeSpan.FromMinutes(limit) : null;
        Assert.AreEqual(said, Preflight.DescribeContrast(new PretrainingPlan(options, imageCount: 1000)));
    }

    [TestMethod]
    public void MemoryIsEstimatedForEachOfItsUses()
    {
        var plan = new PretrainingPlan(new CmaePretrainingOptions { ImageSize = 64, BatchSize = 64 }, imageCount: 1000);
        MemoryEstimate one = PretrainingMemory.Estimate(plan.Model, 64, parameters: 1000, trainedParameters: 600, imageBytes: 7);
        Assert.AreEqual(7, one.Images);
        Assert.AreEqual(4 * (1000 + 1800), one.Weights);
        Assert.AreEqual(2 * one.Activations, PretrainingMemory.Estimate(plan.Model, 128, 1000, 600, 7).Activations);
        MemoryEstimate plainMae = PretrainingMemory.Estimate(plan.Model with { ContrastiveWeight = 0 }, 64, 1000, 600, 7);
        Assert.IsLessThan(one.Activations, plainMae.Activations);
        StringAssert.EndsWith(new MemoryEstimate(0, 0, 0).Describe(available: null), "the memory of the GPU is not known here.");
    }
}
