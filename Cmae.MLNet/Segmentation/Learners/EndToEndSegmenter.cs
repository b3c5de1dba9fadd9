using Cmae.MLNet.Encoders;
using Cmae.MLNet.FineTuning;
using Cmae.MLNet.Imaging;
using Cmae.MLNet.Modeling;
using Cmae.MLNet.Runtime;
using Cmae.MLNet.Tensors;
using Cmae.MLNet.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Cmae.MLNet.Segmentation;

/// <summary>Trains encoder and head together on augmented views, or the upper blocks of the encoder only.</summary>
internal sealed class EndToEndSegmenter : ITaskLearner<SegmentationWeights, MaskFigures>
{
    private const double KeptChannels = 0.9;

    private readonly SegmentationPlan _plan;
    private readonly MaskedImages _train;
    private readonly MaskedImages? _validation;
    private readonly int _seed, _side;
    private readonly Device _device;
    private readonly SegmentationModel _model;
    private readonly SegmentationModel _result;
    private readonly SegmentationLoss _loss;
    private readonly FineTuningOptimizer<MaskFigures> _optimizer;
    private PrefetchingLoader<BatchPlan, SegmentationBatch>? _loader;
    private IEnumerator<SegmentationBatch>? _batches;

    public EndToEndSegmenter(SegmentationPlan plan, MaskedImages train, MaskedImages? validation, int seed, Device device)
    {
        (_plan, _train, _validation, _seed, _device, _side) = (plan, train, validation, seed, device, plan.Encoder.ImageSize);
        _model = CreateModel();
        if (plan.Options.Freeze.IsPartial)
            FreezeAllButLast(_model.backbone, plan.Options.Freeze.LastBlocks);
        SegmentationModel? average = plan.Options.WeightAveraging is null ? null : CreateModel();
        _result = average ?? _model;
        IReadOnlyList<ParameterGroup> groups = ParameterGroups.Segmentation(_model, plan.Options.WeightDecay, plan.LayerDecay);
        TrainedParameters = groups.SelectMany(group => group.Parameters).Sum(named => named.Parameter.numel());
        _loss = new SegmentationLoss(plan.Options.DiceWeight, plan.ClassWeights, device);
        _optimizer = new FineTuningOptimizer<MaskFigures>(plan, _model, average, groups);
    }

    public long TrainedParameters { get; }

    public FineTuningState State => _optimizer.State;

    public int AccumulatedBatches => _optimizer.AccumulatedBatches;

    public void Accumulate(long step)
    {
        using DisposeScope scope = NewDisposeScope();
        _batches ??= Load(step);
        _batches.MoveNext();
        SegmentationBatch batch = _batches.Current;
        _optimizer.Begin();
        Tensor images = PixelTensor.FromPixels(batch.Pixels, batch.Count, _side, _plan.Encoder.Preprocessing, _device);
        Tensor classes = tensor(batch.Classes.AsMemory(0, batch.Count * _side * _side), [batch.Count, _side, _side], dtype: uint8)
            .to(_device).to_type(ScalarType.Int64);
        Tensor logits = _model.forward(images, BranchScales(batch.Count, step), ChannelScales(batch.Count, step));
        (Tensor loss, MaskFigures figures) = new UpscaledLoss(_loss).Compute(logits, classes);
        _optimizer.Accumulate(loss, figures, step);
    }

    public FineTuningStep<MaskFigures> Step(WarmupCosineSchedule schedule, long step) => _optimizer.Step(schedule, step);

    public MaskFigures? Validate()
    {
        if (_validation is null)
            return null;
        var measured = new SegmentationMeasurement(_plan.ClassCount, _side, _loss);
        EncoderInputs.ForEachBatch(_validation, _plan.Encoder, _plan.BatchSize, _device, (images, indices) =>
        {
            Tensor logits = _result.forward(images);
            for (int i = 0; i < indices.Length; i++)
                measured.Add(logits.narrow(0, i, 1), _validation.Mask(indices[i]));
        });
        return measured.Figures;
    }

    public SegmentationWeights Export() => new(
        new CmaeEncoder(_plan.Encoder, ModuleWeights.Copy(_result.backbone)),
        _plan.Head,
        SegmentationHeads.Copy(_result.head));

    public void Dispose()
    {
        _batches?.Dispose();
        _loader?.Dispose();
        _optimizer.Dispose();
        _loss.Dispose();
        _model.Dispose();
    }

    /// <summary>The micro-batches from a step on, prepared ahead.</summary>
    private IEnumerator<SegmentationBatch> Load(long step)
    {
        var views = new SegmentationViews(
            new SegmentationViewsOptions(_side, _plan.Options.HorizontalFlip, _plan.Options.Rotations, _plan.Options.ColorJitter));
        _loader = SegmentationBatchLoader.Start(
            _train, views, (int)RandomSource.Mix(_seed, (long)RandomPurpose.Views), _plan.BatchSize, _plan.Batches(_seed, step));
        return _loader.GetEnumerator();
    }

    private SegmentationModel CreateModel()
    {
        using Generator generator = new(RandomSource.Mix(_seed, (long)RandomPurpose.Initialization), CPU);
        var model = new SegmentationModel(_plan.Encoder, _plan.Head, _plan.ClassCount, generator, _plan.ComputeType);
        if (_plan.Start is { } encoder)
        {
            ModuleWeights.StartFrom(model.backbone, encoder);
            // The norm before the head is the head's: pre-training's was learned for its decoders.
            model.backbone.ln1!.reset_parameters();
        }
        model.to(_device);
        return model;
    }

    private static void FreezeAllButLast(VisionTransformer backbone, int blocks)
    {
        MomentumUpdate.Freeze(backbone);
        foreach (nn.Module module in backbone.layers.TakeLast(blocks).Append<nn.Module>(backbone.ln1!))
        {
            foreach (var parameter in module.parameters())
                parameter.requires_grad = true;
        }
    }

    private Tensor? BranchScales(int count, long step)
    {
        if (_plan.Options.DropPath == 0)
            return null;
        using Tensor uniform = UniformNoise.Draw(
            RandomSource.Stream(_seed, (long)RandomPurpose.DropPath, step, AccumulatedBatches), _device,
            _plan.Encoder.Architecture.Depth, 2, count);
        return StochasticDepth.BranchScales(uniform, _plan.Options.DropPath);
    }

    private Tensor? ChannelScales(int count, long step)
    {
        if (_model.head.DroppedChannels == 0)
            return null;
        using DisposeScope scope = NewDisposeScope();
        Tensor uniform = UniformNoise.Draw(
            RandomSource.Stream(_seed, (long)RandomPurpose.Dropout, step, AccumulatedBatches), _device,
            count, _model.head.DroppedChannels, 1, 1);
        return uniform.Plus(KeptChannels).floor().Over(KeptChannels).MoveToOuterDisposeScope();
    }
}
