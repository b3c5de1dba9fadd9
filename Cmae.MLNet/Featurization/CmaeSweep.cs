using System.Collections.Concurrent;
using Cmae.MLNet.Featurization;
using Microsoft.ML;

namespace Cmae.MLNet;

/// <summary>
/// Featurizers for the trials of a search, such as AutoML's, that share pre-trainings: trials with the same swept options on the same images
/// get the encoder of the first of them, so that a search over trainers pre-trains once.
/// </summary>
/// <remarks>
/// <para>Swept options are those with an attribute of <c>Microsoft.ML.SearchSpace</c>; their values come from the trial, those of all others
/// from the options that the sweep is made of. Set a seed there: otherwise the first trial's context decides.</para>
/// <para>Thread-safe: a trial that needs the encoder that another one is training waits for it. A pre-training that is canceled or fails is
/// not kept. Encoders are kept as long as the sweep is.</para>
/// </remarks>
/// <example>
/// <code>
/// var sweep = new CmaeSweep(new CmaeFeaturizingEstimator.Options
/// {
///     InputColumnName = "ImagePath",
///     Pretraining = new() { Architecture = CmaeArchitecture.Micro, TimeBudget = TimeSpan.FromMinutes(10), Seed = 1 },
/// });
/// IEstimator&lt;ITransformer&gt; trial = sweep.Featurizer(ml, new CmaePretrainingOptions { MaskRatio = 0.6 });
/// </code>
/// </example>
public sealed class CmaeSweep
{
    private readonly ConcurrentDictionary<string, SharedEncoder> _encoders = new();
    private readonly CmaeFeaturizingEstimator.Options _options;
    private int _pretrainings;

    /// <summary>Creates a sweep without encoders.</summary>
    /// <param name="options">Options that all trials have in common; copied.</param>
    /// <exception cref="ArgumentException">Options are not valid, or have an encoder: then there is nothing to share.</exception>
    public CmaeSweep(CmaeFeaturizingEstimator.Options options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.Encoder is not null)
            throw new ArgumentException("Encoder is set; a sweep is for encoders that the trials train.", nameof(options));
        FeaturizingOptionsValidation.Validate(options);
        _options = options.Copy();
    }

    /// <summary>How many encoders were trained to the end so far.</summary>
    public int Pretrainings => _pretrainings;

    /// <summary>The featurizer of a trial that sweeps pre-training.</summary>
    /// <param name="context">The trial's context: its log, its seed and its cancellation are used.</param>
    /// <param name="trial">Options of which the swept ones count.</param>
    /// <exception cref="ArgumentException">Swept options are not valid.</exception>
    public IEstimator<ITransformer> Featurizer(MLContext context, CmaePretrainingOptions trial)
    {
        ArgumentNullException.ThrowIfNull(trial);
        return Featurizer(context, _options.FeatureKind, trial);
    }

    /// <summary>The featurizer of a trial that sweeps pre-training and the kind of features.</summary>
    /// <param name="context">The trial's context: its log, its seed and its cancellation are used.</param>
    /// <param name="trial">Options of which the swept ones count.</param>
    /// <exception cref="ArgumentException">Swept options are not valid.</exception>
    public IEstimator<ITransformer> Featurizer(MLContext context, CmaeFeaturizingEstimator.Options trial)
    {
        ArgumentNullException.ThrowIfNull(trial);
        return Featurizer(context, trial.FeatureKind, trial.Pretraining);
    }

    private SweptFeaturizer Featurizer(MLContext context, CmaeFeatureKind kind, CmaePretrainingOptions trial)
    {
        ArgumentNullException.ThrowIfNull(context);
        CmaeFeaturizingEstimator.Options options = _options.Copy();
        options.FeatureKind = kind;
        string swept = SweptOptions.Copy(trial, options.Pretraining);
        FeaturizingOptionsValidation.Validate(options);
        return new SweptFeaturizer(context, options, (images, train) => Encoder($"{swept} {images}", train));
    }

    private CmaeEncoder Encoder(string key, Func<CmaeEncoder> train) =>
        _encoders.GetOrAdd(key, _ => new SharedEncoder()).GetOrTrain(() =>
        {
            CmaeEncoder encoder = train();
            Interlocked.Increment(ref _pretrainings);
            return encoder;
        });

    /// <summary>An encoder that the first trial trains and the others take.</summary>
    private sealed class SharedEncoder
    {
        private readonly Lock _training = new();
        private CmaeEncoder? _encoder;

        public CmaeEncoder GetOrTrain(Func<CmaeEncoder> train)
        {
            lock (_training)
                return _encoder ??= train();
        }
    }
}
