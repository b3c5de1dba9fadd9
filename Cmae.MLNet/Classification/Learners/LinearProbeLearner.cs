using Cmae.MLNet.Encoders;
using Cmae.MLNet.FineTuning;
using Cmae.MLNet.Imaging;
using Cmae.MLNet.Modeling;
using Cmae.MLNet.Runtime;
using Cmae.MLNet.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Cmae.MLNet.Classification;

/// <summary>Trains a head on a frozen encoder, whose features of every image are computed once.</summary>
internal sealed class LinearProbeLearner : ITaskLearner<ClassifierWeights, ClassificationFigures>
{
    private readonly ClassificationPlan _plan;
    private readonly LabeledImages _train;
    private readonly LabeledImages? _validation;
    private readonly int _seed;
    private readonly Device _device;
    private readonly CmaeEncoder _encoder;
    private readonly Tensor _features;
    private readonly Tensor? _validationFeatures;
    private readonly FeatureStandardization _standardization;
    private readonly ClassificationHead _head;
    private readonly ClassificationHead _result;
    private readonly ClassificationLoss _loss;
    private readonly FineTuningOptimizer<ClassificationFigures> _optimizer;
    private IEnumerator<BatchPlan>? _batches;

    public LinearProbeLearner(
        ClassificationPlan plan, LabeledImages train, LabeledImages? validation, int seed, Device device, Cancellation cancellation)
    {
        (_plan, _train, _validation, _seed, _device) = (plan, train, validation, seed, device);
        using Generator generator = new(RandomSource.Mix(seed, (long)RandomPurpose.Initialization), CPU);
        using (var model = new VisionTransformerClassifier(plan.Encoder, plan.ClassCount, generator))
        {
            if (plan.Options.InitializeFrom is { } encoder)
                ModuleWeights.StartFrom(model.backbone, encoder);
            _encoder = new CmaeEncoder(plan.Encoder, ModuleWeights.Copy(model.backbone));
            model.to(device);
            using Tensor features = Features(model, train, cancellation);
            _standardization = new FeatureStandardization(features);
            _features = _standardization.Standardize(features).DetachFromDisposeScope();
            if (validation is not null)
            {
                using Tensor held = Features(model, validation, cancellation);
                _validationFeatures = _standardization.Standardize(held).DetachFromDisposeScope();
            }
        }
        _head = CreateHead(generator);
        ClassificationHead? average = plan.Options.WeightAveraging is null ? null : CreateHead(generator);
        _result = average ?? _head;
        TrainedParameters = _head.parameters().Sum(parameter => parameter.numel());
        _loss = new ClassificationLoss(plan, device);
        _optimizer = new FineTuningOptimizer<ClassificationFigures>(
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
        int[] images = _batches.Current.Indices;
        _optimizer.Begin();
        Tensor features = _features.index_select(0, tensor(Array.ConvertAll(images, image => (long)image), device: _device));
        Tensor labels = OneHot.Of(Array.ConvertAll(images, image => _train.Labels[image]), _plan.ClassCount, _device);
        (Tensor loss, ClassificationFigures figures) = _loss.Compute(_head.forward(features), labels);
        _optimizer.Accumulate(loss, figures, step);
    }

    public FineTuningStep<ClassificationFigures> Step(WarmupCosineSchedule schedule, long step) => _optimizer.Step(schedule, step);

    public ClassificationFigures? Validate()
    {
        if (_validation is null)
            return null;
        using IDisposable noGradient = no_grad();
        using DisposeScope scope = NewDisposeScope();
        float[] logits = _result.forward(_validationFeatures!).cpu().contiguous().data<float>().ToArray();
        return ClassificationFigures.Of(logits, _validation.Labels) with { Logits = logits };
    }

    public ClassifierWeights Export()
    {
        (CmaeWeightTensor weight, CmaeWeightTensor bias) = _standardization.Fold(_result.head.weight!, _result.head.bias!);
        return new(_encoder, weight, bias);
    }

    public void Dispose()
    {
        _batches?.Dispose();
        _optimizer.Dispose();
        _loss.Dispose();
        _head.Dispose();
        _standardization.Dispose();
        _features.Dispose();
        _validationFeatures?.Dispose();
    }

    private ClassificationHead CreateHead(Generator generator)
    {
        var head = new ClassificationHead(_plan.Encoder.Architecture.Width, _plan.ClassCount);
        Initialization.DrawWeights(head, generator);
        head.to(_device);
        return head;
    }

    private Tensor Features(VisionTransformerClassifier model, LabeledImages images, Cancellation cancellation)
    {
        float[] features = EncoderInputs.RunOver(images, _plan.Encoder, _plan.Options.BatchSize, _device, input =>
        {
            // There is no classifier yet to return.
            cancellation.ThrowIfRequested("Fine-tuning was canceled before its first step, while features were computed.");
            return model.forward_features(input);
        });
        return tensor(features, [images.Count, _plan.Encoder.Architecture.Width], device: _device);
    }
}
