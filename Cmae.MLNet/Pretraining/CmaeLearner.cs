using Cmae.MLNet.Imaging;
using Cmae.MLNet.Modeling;
using Cmae.MLNet.Runtime;
using Cmae.MLNet.Tensors;
using Cmae.MLNet.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Cmae.MLNet.Pretraining;

/// <summary>The model with its optimizer: gathers gradients of micro-batches and makes optimizer steps.</summary>
/// <remarks>Owns native memory; dispose. One thread at a time.</remarks>
internal sealed class CmaeLearner : IDisposable
{
    private const double Beta1 = 0.9;

    private readonly PretrainingPlan _plan;
    private readonly int _seed;
    private readonly Device _device;
    private double _reconstruction, _contrast, _learningRate;

    public CmaeLearner(PretrainingPlan plan, int seed, Device device)
    {
        (_plan, _seed, _device, _learningRate) = (plan, seed, device, plan.LearningRate);
        using Generator generator = new(RandomSource.Mix(seed, (long)RandomPurpose.Initialization), CPU);
        Model = new CmaeModel(plan.Model, generator);
        if (plan.Options.InitializeFrom is { } encoder)
            Model.StartFrom(encoder);
        Model.to(device);
        Model.train();
        IReadOnlyList<ParameterGroup> groups = ParameterGroups.Pretraining(Model, plan.Options.WeightDecay);
        Optimizer = new AdamWOptimizer(groups, Beta1, plan.Options.Beta2);
    }

    /// <summary>What it was made for.</summary>
    public PretrainingPlan Plan => _plan;

    public CmaeModel Model { get; }

    public AdamWOptimizer Optimizer { get; }

    /// <summary>Micro-batches whose gradients wait for the next <see cref="Step"/>.</summary>
    public int AccumulatedBatches { get; private set; }

    /// <summary>
    /// Adds the gradients of a micro-batch: of both losses, or of the reconstruction alone if it has no target views or the model is plain
    /// MAE. Without a target the contrastive branch gets no gradient, so the next <see cref="Step"/> leaves it as it is.
    /// </summary>
    /// <param name="batch">The views of its images.</param>
    /// <param name="step">
    /// Number of the optimizer step, from 0: the masks are a function of the seed, this number and the micro-batch's.
    /// </param>
    /// <exception cref="CmaeNonFiniteLossException">A loss is NaN or infinite; the weights are those of the last step.</exception>
    public void Accumulate(ViewBatch batch, long step)
    {
        using DisposeScope scope = NewDisposeScope();
        if (AccumulatedBatches == 0)
            Optimizer.ClearGradients();
        Tensor noise = MaskNoise(batch.Count, RandomSource.Stream(_seed, (long)RandomPurpose.Masks, step, AccumulatedBatches));
        Tensor? target = Model.IsContrastive && batch.Plan.HasTarget ? Pixels(batch, batch.Target) : null;
        CmaeOutput output = Model.forward(Pixels(batch, batch.Online), target, noise);
        double reconstruction = output.ReconstructionLoss.item<float>(), contrast = output.ContrastiveLoss?.item<float>() ?? 0;
        if (!double.IsFinite(reconstruction) || !double.IsFinite(contrast))
            throw new CmaeNonFiniteLossException(step + 1, _learningRate, reconstruction, contrast);
        output.TotalLoss.Over(_plan.AccumulationSteps).backward();
        _reconstruction += reconstruction;
        _contrast += contrast;
        AccumulatedBatches++;
    }

    /// <summary>One optimizer step with the gradients gathered so far, then the momentum update (official order).</summary>
    /// <param name="learningRate">Learning rate of the step.</param>
    /// <param name="momentum">Momentum of the target encoder's update.</param>
    public StepResult Step(double learningRate, double momentum)
    {
        using DisposeScope scope = NewDisposeScope();
        double norm = _plan.Options.GradientClipping is { } limit ? GradientClipping.Clip(Model.parameters(), limit) : double.NaN;
        _learningRate = learningRate;
        Optimizer.Step(_ => learningRate);
        Model.UpdateMomentumBranch(momentum);
        var result = new StepResult(_reconstruction / AccumulatedBatches, _contrast / AccumulatedBatches, norm);
        (_reconstruction, _contrast, AccumulatedBatches) = (0, 0, 0);
        return result;
    }

    /// <summary>Uniform noise that the mask is sorted from: (N, blocks or patches).</summary>
    public Tensor MaskNoise(int count, Random random) => UniformNoise.Draw(random, _device, count, _plan.Model.NoiseLength);

    public void Dispose()
    {
        Optimizer.Dispose();
        Model.Dispose();
    }

    private Tensor Pixels(ViewBatch batch, byte[] view) =>
        PixelTensor.FromPixels(view, batch.Count, _plan.Model.Encoder.ImageSize, _plan.Model.Encoder.Preprocessing, _device);
}
