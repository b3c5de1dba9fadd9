using Microsoft.ML.Runtime;

namespace Cmae.MLNet.Runtime;

/// <summary>What a training needs of an MLContext: its log, its seed and its cancellation.</summary>
/// <remarks>Used from the training thread only, but for <see cref="IsCanceled"/>.</remarks>
internal sealed class TrainingHost : IDisposable
{
    private const string PreflightActivity = "Preflight";

    private readonly IHost _host;
    private readonly IChannel _channel, _preflight;

    /// <param name="environment">An estimator's host, or a context.</param>
    /// <param name="activity">What the log's lines are said to come from.</param>
    public TrainingHost(IHostEnvironment environment, string activity)
    {
        _host = environment as IHost ?? Register(environment);
        _channel = _host.Start(activity);
        _preflight = _host.Start(PreflightActivity);
        int? seed = MLContextInternals.Seed(environment);
        (HasSeed, Seed) = (seed is not null, seed ?? _host.Rand.Next());
    }

    /// <summary>
    /// A host for an estimator. Made with the estimator, so that a cancellation that comes while an earlier estimator of its pipeline is fitted is not missed: a context tells the hosts that
    /// it has.
    /// </summary>
    public static IHost Register(IHostEnvironment environment) => environment.Register("Cmae");

    /// <summary>Whether the context has a seed.</summary>
    public bool HasSeed { get; }

    /// <summary>The context's seed; where it has none, a number from its random stream.</summary>
    public int Seed { get; }

    /// <summary>Whether <c>MLContext.CancelExecution</c> was called.</summary>
    public bool IsCanceled => MLContextInternals.IsCanceled(_host);

    public void Info(string message) => _channel.Info(MessageSensitivity.None, "{0}", message);

    /// <summary>A line of before the training, with a source of its own: an application that shows progress in another way may want these lines alone.</summary>
    public void Preflight(string message) => _preflight.Info(MessageSensitivity.None, "{0}", message);

    public void Warning(string message) => _channel.Warning(MessageSensitivity.None, "{0}", message);

    public void Dispose()
    {
        _preflight.Dispose();
        _channel.Dispose();
    }
}
