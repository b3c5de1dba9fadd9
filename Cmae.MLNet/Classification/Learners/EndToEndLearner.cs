using Cmae.MLNet.Encoders;
using Cmae.MLNet.FineTuning;
using Cmae.MLNet.Imaging;
using Cmae.MLNet.Modeling;
using Cmae.MLNet.Runtime;
using Cmae.MLNet.Tensors;
using Cmae.MLNet.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Cmae.MLNet.Classification;

/// <summary>
/// Trains encoder and head together on augmented and mixed images (official fine-tuning), or the upper blocks of the encoder only.
/// </summary>
internal sealed class EndToEndLearner : ITaskLearner<ClassifierWeights, ClassificationFigures>
{
    private readonly ClassificationPlan _plan;
    private readonly LabeledImages _train;
    private readonly LabeledImages? _validation;
    private readonly int _seed;
    private readonly Device _device;
    private readonly BatchMixing _mixing;
    private readonly VisionTransformerClassifier _model;
    private readonly VisionTransformerClassifier _result;
    private readonly ClassificationLoss _loss;
    private readonly FineTuningOptimizer<ClassificationFigures> _optimizer;
    private PrefetchingLoader<BatchPlan, PixelBatch>? _loader;
    private IEnumerator<PixelBatch>? _batches;

    public EndToEndLearner(ClassificationPlan plan, LabeledImages train, LabeledImages? validation, int seed, Device device)
    {
        (_plan, _train, _validation, _seed, _device) = (plan, train, validation, seed, device);
        _mixing = new BatchMixing(plan.Options.MixProbability, plan.Options.MixupAlpha, plan.Options.CutMixAlpha);
        _model = CreateModel();
        if (plan.Options.Freeze.IsPartial)
            FreezeAllButLast(_model.backbone, plan.Options.Freeze.LastBlocks);
        VisionTransformerClassifier? average = plan.Options.WeightAveraging is null ? null : CreateModel();
        _result = average ?? _model;
        IReadOnlyList<ParameterGroup> groups = ParameterGroups.FineTuning(_model, plan.Options.WeightDecay, plan.LayerDecay);
        TrainedParameters = groups.SelectMany(group => group.Parameters).Sum(named => named.Parameter.numel());
        _loss = new ClassificationLoss(plan, device);
        _optimizer = new FineTuningOptimizer<ClassificationFigures>(plan, _model, average, groups);
    }

    public long TrainedParameters { get; }

    public FineTuningState State => _optimizer.State;

    public int AccumulatedBatches => _optimizer.AccumulatedBatches;

    public void Accumulate(long step)
    {
        using DisposeScope scope = NewDisposeScope();
        _batches ??= Load(step);
        _batches.MoveNext();
        PixelBatch batch = _batches.Current;
        _optimizer.Begin();
        Tensor images = PixelTensor.FromPixels(batch.Pixels, batch.Count, _plan.Encoder.ImageSize, _plan.Encoder.Preprocessing, _device);
        Tensor labels = OneHot.Of(Array.ConvertAll(batch.Plan.Indices, index => _train.Labels[index]), _plan.ClassCount, _device);
        (images, labels) = _mixing.Mix(images, labels, RandomSource.Stream(_seed, (long)RandomPurpose.Mixing, step, AccumulatedBatches));
        Tensor logits = _model.forward(
            images, BranchScales(batch.Count, RandomSource.Stream(_seed, (long)RandomPurpose.DropPath, step, AccumulatedBatches)));
        (Tensor loss, ClassificationFigures figures) = _loss.Compute(logits, labels);
        _optimizer.Accumulate(loss, figures, step);
    }

    public FineTuningStep<ClassificationFigures> Step(WarmupCosineSchedule schedule, long step) => _optimizer.Step(schedule, step);

    public ClassificationFigures? Validate()
    {
        if (_validation is null)
            return null;
        float[] logits = EncoderInputs.RunOver(
            _validation, _plan.Encoder, _plan.Options.BatchSize, _device, images => _result.forward(images));
        return ClassificationFigures.Of(logits, _validation.Labels) with { Logits = logits };
    }

    public ClassifierWeights Export() => new(
        new CmaeEncoder(_plan.Encoder, ModuleWeights.Copy(_result.backbone)),
        ModuleWeights.Copy(_result.head.head.weight!),
        ModuleWeights.Copy(_result.head.head.bias!));

    public void Dispose()
    {
        _batches?.Dispose();
        _loader?.Dispose();
        _optimizer.Dispose();
        _loss.Dispose();
        _model.Dispose();
    }

    /// <summary>The micro-batches from a step on, prepared ahead.</summary>
    private IEnumerator<PixelBatch> Load(long step)
    {
        var augmentation = new ClassificationAugmentation(new ClassificationAugmentationOptions(
            _plan.Encoder.ImageSize, _plan.Encoder.Preprocessing, _plan.Options.MinimumCropArea, _plan.Options.HorizontalFlip,
            _plan.Options.RandomAugmentation, _plan.Options.RandomErasingProbability));
        var viewSeed = (int)RandomSource.Mix(_seed, (long)RandomPurpose.Views);
        _loader = PixelBatchLoader.Start(
            _train, (image, epoch, index, pixels) => augmentation.Make(image, viewSeed, epoch, index, pixels),
            _plan.Encoder.ImageSize, _plan.BatchSize, _plan.Batches(_seed, step));
        return _loader.GetEnumerator();
    }

    private VisionTransformerClassifier CreateModel()
    {
        using Generator generator = new(RandomSource.Mix(_seed, (long)RandomPurpose.Initialization), CPU);
        var model = new VisionTransformerClassifier(_plan.Encoder, _plan.ClassCount, generator, _plan.ComputeType);
        if (_plan.Options.InitializeFrom is { } encoder)
            ModuleWeights.StartFrom(model.backbone, encoder);
        model.to(_device);
        return model;
    }

    private static void FreezeAllButLast(VisionTransformer backbone, int blocks)
    {
        MomentumUpdate.Freeze(backbone);
        foreach (nn.Module module in backbone.layers.TakeLast(blocks).Append<nn.Module>(backbone.fc_norm!))
        {
            foreach (var parameter in module.parameters())
                parameter.requires_grad = true;
        }
    }

    private Tensor? BranchScales(int count, Random random)
    {
        if (_plan.Options.DropPath == 0)
            return null;
        using Tensor uniform = UniformNoise.Draw(random, _device, _plan.Encoder.Architecture.Depth, 2, count);
        return StochasticDepth.BranchScales(uniform, _plan.Options.DropPath);
    }
}
