using Cmae.MLNet.Imaging;
using Cmae.MLNet.Modeling;
using Cmae.MLNet.Training;
using static TorchSharp.torch;

namespace Cmae.MLNet.Pretraining;

/// <summary>What the options amount to for a given number of images: every value that was left open is fixed here.</summary>
internal sealed class PretrainingPlan : StepPlan
{
    public PretrainingPlan(CmaePretrainingOptions options, int imageCount, ScalarType? computeType = null)
        : base(options, imageCount, PretrainingDefaults.Epochs(imageCount))
    {
        if (imageCount < 2 && options.ContrastiveWeight > 0)
        {
            throw new InvalidDataException(
                "There is one image to train on, and contrastive learning needs at least two. " +
                "Add images, or set ContrastiveWeight = 0 for plain MAE.");
        }
        Options = options;
        Model = CreateModel(options) with { ComputeType = computeType };
        PixelShift = options.PixelShift ?? PretrainingDefaults.PixelShift(options.ImageSize);
    }

    public CmaePretrainingOptions Options { get; }

    public CmaeModelConfiguration Model { get; }

    public int PixelShift { get; }

    /// <summary>The model that the options ask for.</summary>
    public static CmaeModelConfiguration CreateModel(CmaePretrainingOptions options)
    {
        int width = options.Architecture.Width;
        int decoderWidth = options.DecoderWidth ?? PretrainingDefaults.DecoderWidth(width);
        int decoderHeads = options.DecoderHeads ?? PretrainingDefaults.DecoderHeads(decoderWidth);
        int hiddenWidth = options.ProjectorHiddenWidth ?? 2 * width;
        var encoder = new CmaeEncoderConfiguration(
            options.Architecture, options.ImageSize, options.PatchSize ?? PatchSizes.Default(options.ImageSize));
        // Given weights keep the channel order and the normalization that they were trained with.
        if (options.InitializeFrom is { } start)
            encoder = encoder with { Preprocessing = start.Preprocessing with { ResizeSize = options.ImageSize } };
        return new CmaeModelConfiguration
        {
            Encoder = encoder,
            PixelDecoder = new DecoderConfiguration(
                decoderWidth, options.PixelDecoderDepth ?? PretrainingDefaults.PixelDecoderDepth(width), decoderHeads),
            FeatureDecoder = options.UseFeatureDecoder
                ? new DecoderConfiguration(
                    decoderWidth, options.FeatureDecoderDepth ?? PretrainingDefaults.FeatureDecoderDepth(width), decoderHeads)
                : null,
            ProjectorHiddenWidth = hiddenWidth,
            ProjectorWidth = options.ProjectorWidth ?? Math.Min(256, width),
            PredictorHiddenWidth = hiddenWidth,
            MaskRatio = options.MaskRatio,
            Masking = encoder.GridSize % 2 == 0 ? options.Masking : CmaeMasking.Patch,
            Temperature = options.Temperature,
            ContrastiveWeight = options.ContrastiveWeight,
        };
    }

    /// <summary>Whether a step, by its number from 0, learns the contrast in addition to the reconstruction.</summary>
    public bool LearnsContrastAt(long step, TrainingClock clock) =>
        Options.ContrastiveWeight > 0 && clock.IsPast(Options.ContrastiveDelay, step);

    /// <summary>How many steps like the last one the rest of the run amounts to: steps that learn the contrast take longer.</summary>
    /// <param name="done">Steps done.</param>
    public double StepsLeft(long done)
    {
        double withoutContrast = Math.Ceiling(Options.ContrastiveDelay * TotalSteps);
        if (Options.ContrastiveWeight == 0 || done > withoutContrast)
            return TotalSteps - done;
        return withoutContrast - done + ((TotalSteps - withoutContrast) * StepCost.Of(Model).OfBothInReconstructions);
    }

    /// <summary>The micro-batches of the run from where it stands, without end.</summary>
    /// <param name="seed">Seed of the run.</param>
    /// <param name="from">Where it stands.</param>
    /// <param name="learnsContrast">
    /// Whether a step, by its number from 0, learns the contrast; asked once a step, when its first micro-batch is due.
    /// </param>
    public IEnumerable<ViewBatchPlan> Batches(int seed, TrainingProgress from, Func<long, bool> learnsContrast)
    {
        long step = from.Step;
        for (int epoch = from.Epoch; ; epoch++)
        {
            int done = epoch == from.Epoch ? from.EpochStep : 0;
            foreach (int[][] batchesOfStep in Steps(seed, epoch).Skip(done))
            {
                bool hasTarget = learnsContrast(step++);
                foreach (int[] indices in batchesOfStep)
                    yield return new ViewBatchPlan(epoch, indices, hasTarget);
            }
        }
    }

    public override IEnumerable<string> Warnings()
    {
        foreach (string warning in base.Warnings())
            yield return warning;
        if (BatchSize < 64 && Options.ContrastiveWeight > 0)
        {
            yield return $"The contrastive loss has only {BatchSize - 1} negatives an image " +
                "(those of the micro-batch; accumulation adds none). " +
                "With fewer than 64 the contrastive loss is weak: raise BatchSize, or lower ImageSize to make room.";
        }
        if (Model.Masking != Options.Masking)
        {
            int grid = Model.Encoder.GridSize;
            yield return "Masking by single patches: blocks of 2x2 need an even token grid, " +
                $"and {Options.ImageSize} pixels in patches of {Model.Encoder.PatchSize} make {grid}x{grid}.";
        }
    }
}
