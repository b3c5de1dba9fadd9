using Cmae.MLNet.Encoders;
using Cmae.MLNet.FineTuning;
using Cmae.MLNet.Imaging;
using Cmae.MLNet.Modeling;
using Cmae.MLNet.Runtime;
using Cmae.MLNet.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Cmae.MLNet.Segmentation;

/// <summary>
/// Trains a linear head on a frozen encoder, whose tokens of every image and of its mirror image are computed once. The loss is taken at a
/// quarter of the image size, where it costs little.
/// </summary>
internal sealed class FrozenSegmenter : ITaskLearner<SegmentationWeights, MaskFigures>
{
    private const int LossStride = 4;

    private readonly SegmentationPlan _plan;
    private readonly MaskedImages? _validation;
    private readonly Device _device;
    private readonly int _seed;
    private readonly CmaeEncoder _encoder;
    private readonly FrozenTokens _tokens;
    private readonly FrozenTokens? _validationTokens;
    private readonly FeatureStandardization _standardization;
    private readonly LinearHead _head;
    private readonly LinearHead _result;
    private readonly SegmentationLoss _loss;
    private readonly FineTuningOptimizer<MaskFigures> _optimizer;
    private IEnumerator<BatchPlan>? _batches;

    public FrozenSegmenter(
        SegmentationPlan plan, MaskedImages train, MaskedImages? validation, int seed, Device device, Cancellation cancellation)
    {
        (_plan, _validation, _seed, _device) = (plan, validation, seed, device);
        using Generator generator = new(RandomSource.Mix(seed, (long)RandomPurpose.Initialization), CPU);
        using (var model = new SegmentationModel(plan.Encoder, CmaeSegmentationHead.Linear, plan.ClassCount, generator))
        {
            ModuleWeights.StartFrom(model.backbone, plan.Start!);
            _encoder = new CmaeEncoder(plan.Encoder, ModuleWeights.Copy(model.backbone));
            model.to(device);
            _tokens = FrozenTokens.Of(model, train, plan, device, withMirrors: plan.Options.HorizontalFlip, LossStride, cancellation);
            _validationTokens = validation is null
                ? null
                : FrozenTokens.Of(model, validation, plan, device, withMirrors: false, LossStride, cancellation);
        }
        using (Tensor rows = _tokens.Rows())
            _standardization = new FeatureStandardization(rows);
        _head = CreateHead(generator);
        LinearHead? average = plan.Options.WeightAveraging is null ? null : CreateHead(generator);
        _result = average ?? _head;
        TrainedParameters = _head.parameters().Sum(parameter => parameter.numel());
        _loss = new SegmentationLoss(plan.Options.DiceWeight, plan.ClassWeights, device);
        _optimizer = new FineTuningOptimizer<MaskFigures>(
            plan, _head, average, ParameterGroups.LinearProbe(_head, plan.Options.WeightDecay));
    }

    public long TrainedParameters { get; }

    public FineTuningState State => _optimizer.State;

    public int AccumulatedBatches => _optimizer.AccumulatedBatches;

    public void Accumulate(long step)
    {
        using DisposeScope scope = NewDisposeScope();
        _batches ??= _plan.Batches(_seed, step).GetEnumerator();
        _batches.MoveNext();
        _optimizer.Begin();
        Random random = RandomSource.Stream(_seed, (long)RandomPurpose.Views, step, AccumulatedBatches);
        (Tensor grids, Tensor classes) = _tokens.Batch(_batches.Current.Indices, random);
        (Tensor loss, MaskFigures figures) = new UpscaledLoss(_loss).Compute(_head.forward(Standardized(grids)), classes);
        _optimizer.Accumulate(loss, figures, step);
    }

    public FineTuningStep<MaskFigures> Step(WarmupCosineSchedule schedule, long step) => _optimizer.Step(schedule, step);

    public MaskFigures? Validate()
    {
        if (_validation is null)
            return null;
        using IDisposable noGradient = no_grad();
        var measured = new SegmentationMeasurement(_plan.ClassCount, _plan.Encoder.ImageSize, _loss);
        for (int i = 0; i < _validation.Count; i++)
        {
            using DisposeScope scope = NewDisposeScope();
            measured.Add(_result.forward(Standardized(_validationTokens!.Grid(i))), _validation.Mask(i));
        }
        return measured.Figures;
    }

    public SegmentationWeights Export()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor weight = _result.classifier.weight!.detach().flatten(1);
        (CmaeWeightTensor folded, CmaeWeightTensor bias) = _standardization.Fold(weight, _result.classifier.bias!);
        return new SegmentationWeights(_encoder, CmaeSegmentationHead.Linear, new Dictionary<string, CmaeWeightTensor>
        {
            [SegmentationWeights.ClassifierWeightName] = new([.. folded.Shape, 1, 1], folded.Values.ToArray()),
            [SegmentationWeights.ClassifierBiasName] = bias,
        });
    }

    public void Dispose()
    {
        _batches?.Dispose();
        _optimizer.Dispose();
        _loss.Dispose();
        _head.Dispose();
        _standardization.Dispose();
        _tokens.Dispose();
        _validationTokens?.Dispose();
    }

    // (N, D, G, G): channels last for the standardization, then back.
    private Tensor Standardized(Tensor grids)
    {
        using DisposeScope scope = NewDisposeScope();
        return _standardization.Standardize(grids.permute(0, 2, 3, 1)).permute(0, 3, 1, 2).MoveToOuterDisposeScope();
    }

    private LinearHead CreateHead(Generator generator)
    {
        var head = new LinearHead(_plan.Encoder.Architecture.Width, _plan.ClassCount);
        head.DrawWeights(generator);
        head.to(_device);
        return head;
    }
}
