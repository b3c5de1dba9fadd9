using System.Diagnostics;
using Cmae.MLNet.Samples.Tool.CommandLine;
using Cmae.MLNet.Samples.Tool.Display;
using Cmae.MLNet.Samples.Tool.Drawing;
using Cmae.MLNet.Samples.Tool.Images;
using Cmae.MLNet.Samples.Tool.Output;
using Cmae.MLNet.Samples.Tool.Probing;
using Cmae.MLNet.Samples.Tool.Scores;
using Cmae.MLNet.Samples.Tool.Trainings;
using Microsoft.ML;
using Spectre.Console;

namespace Cmae.MLNet.Samples.Demo;

/// <summary>
/// Everything end to end in a few minutes: draws photos, pre-trains on them without labels, classifies with few labels, saves a
/// model.zip, and predicts with it in a process that has stock ML.NET packages only.
/// </summary>
internal static class MainSample
{
    private const int Side = 48;
    private const int UnlabeledCount = 6000;
    private const int LabeledCountOfClass = 100;
    private const int TestCount = 800;
    private const int Seed = 1;
    private const CmaeFeatureKind Features = CmaeFeatureKind.MeanPatchGrid;

    private static readonly TimeSpan PretrainingTime = TimeSpan.FromSeconds(180);

    private static readonly string[] NextCommands =
    [
        "dotnet run --project Cmae.MLNet.Samples -- classify --images photos --unlabeled more-photos --minutes 30 --model model.zip",
        "dotnet run --project Cmae.MLNet.Samples -- predict --model model.zip --images new-photos --csv predictions.csv",
    ];

    public static Verb Create(IAnsiConsole console) => (_, cancellation) =>
        Run(console, Path.Combine(Environment.CurrentDirectory, "runs", "sample"), cancellation);

    private static void Run(IAnsiConsole console, string folder, CancellationToken cancellation)
    {
        long start = Stopwatch.GetTimestamp();
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
        int classes = Enum.GetValues<Shape>().Length;
        string photos = Path.Combine(folder, "photos"), labeled = Path.Combine(folder, "labeled"), test = Path.Combine(folder, "test");

        console.Step(
            "1. Drawing", $"{UnlabeledCount + (LabeledCountOfClass * classes) + TestCount:N0} images of {classes} kinds of things");
        DrawnImageFolder.Write(photos, UnlabeledCount, Side, Seed);
        DrawnImageFolder.Write(labeled, LabeledCountOfClass * classes, Side, Seed + 1);
        DrawnImageFolder.Write(test, TestCount, Side, Seed + 2);
        DrawnImageFolder.WriteContactSheet(Path.Combine(folder, "photos.png"), columns: 16, Side, Seed + 3);
        console.Line($"   {folder}; a page of them is photos.png");

        console.Step(
            "2. Pre-training", $"on {UnlabeledCount:N0} of them without labels, for {PretrainingTime.TotalMinutes:0.#} minutes");
        var ml = new MLContext(Seed);
        ml.ShowMessages(console);
        CmaePretrainingOptions options = ShortTraining();
        options.RunDirectory = Path.Combine(folder, "pretraining");
        options.CancellationToken = cancellation;
        EncoderTraining training = EncoderTraining.Run(ml, ml.Data.LoadImageFolder(photos), options, IPretrainingDisplay.Create(console));
        console.Line(
            $"   {training.ImagesSeen:N0} images seen in {training.Elapsed.TotalSeconds:F0} s; what it makes of masked images is "
                + "pretraining/reconstruction.png");

        console.Step("3. Classifying", $"with {LabeledCountOfClass} labels a class");
        TrainTestImages images = TrainTestImages.WithoutValidation(
            ml.Data.LoadImageFolder(labeled), ml.Data.LoadImageFolder(test), "drawn apart");
        var probe = new LogisticRegressionProbe(ml, images);
        ProbeResult cmae = probe.Evaluate(ImageFeatures.Of(ml, training.Encoder, Features));
        ProbeResult untrained = probe.Evaluate(
            ImageFeatures.Of(ml, CmaeEncoder.CreateUntrained(training.Encoder.Configuration, Seed), Features));
        ProbeResult pixels = probe.Evaluate(ImageFeatures.Pixels(ml));
        string protocol = $"{LabeledCountOfClass} labels a class, linear";
        AccuracyTable.Print(console,
        [
            new("chance", 1.0 / classes, "any class at random"),
            new("raw pixels", pixels.Accuracy, $"{protocol}, {ImageFeatures.ThumbnailSide}x{ImageFeatures.ThumbnailSide} RGB"),
            new("untrained encoder", untrained.Accuracy, $"{protocol}, {Features}, random weights"),
            new("CMAE features", cmae.Accuracy, $"{protocol}, {Features}, {training.ImagesSeen:N0} unlabeled images seen"),
        ]);
        console.Line($"   {TestCount} test images; {LogisticRegressionProbe.Protocol}; {images.Protocol}.");

        string model = Path.Combine(folder, "model.zip");
        ModelFile.Save(ml, cmae.Model, images.Train.Schema, model);
        console.Step(
            "4. Saved",
            $"{model}; predicting with it in a process of stock ML.NET packages: of each kind, the test image that it is surest of");
        ScoredImages scored = ScoredImages.Of(cmae.Model, images.Test, test, cancellation);
        SecondProcess.Compare(console, model, scored, SurestImages.OfEachClass(scored));
        (int right, int count) = SurestImages.RightOfTenth(scored);
        console.Line(
            $"   Of the {count} test images that it is surest of, a tenth, {right} are right; by chance, {(double)count / classes:F0} "
                + "would be.");
        console.Line($"Done in {Stopwatch.GetElapsedTime(start).TotalSeconds:F0} s.");
        console.Step("Now your photos:", "labeled ones in a folder for each class (photos/cat/1.jpg, ...), others in any folder.");
        foreach (string command in NextCommands)
            console.Line($"   {command}");
    }

    /// <summary>What gets the most out of a few hundred steps; longer trainings do better with the defaults.</summary>
    private static CmaePretrainingOptions ShortTraining()
    {
        CmaePretrainingOptions options = Preset.Named("micro").CreateOptions();
        options.ImageSize = Side;
        options.PatchSize = 8;              // 36 tokens an image: more images in the time
        options.MinimumCropArea = 0.5;      // the things stay whole in most crops
        options.Momentum = 0.97;            // at 0.99 the target encoder would lag far behind in so few steps
        options.FinalMomentum = 0.99;
        options.TimeBudget = PretrainingTime;
        options.Seed = Seed;
        return options;
    }
}
