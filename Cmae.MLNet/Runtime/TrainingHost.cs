using Microsoft.ML.Runtime;

namespace Cmae.MLNet.Runtime;

/// <summary>What training needs from an MLContext: its log, its seed and its cancellation.</summary>
/// <remarks>For use on the training thread only, except for <see cref="Cancellation"/>.</remarks>
internal sealed class TrainingHost : IDisposable
{
    private const string PreflightActivity = "Preflight";

    private readonly IHost _host;
    private readonly IChannel _channel, _preflight;

    /// <param name="environment">An estimator's host, or a context.</param>
    /// <param name="activity">The source that the log names for its lines.</param>
    /// <param name="token">The token of the options.</param>
    public TrainingHost(IHostEnvironment environment, string activity, CancellationToken token = default)
    {
        _host = environment as IHost ?? Register(environment);
        _channel = _host.Start(activity);
        _preflight = _host.Start(PreflightActivity);
        int? seed = MLContextInternals.Seed(environment);
        (HasSeed, Seed) = (seed is not null, seed ?? _host.Rand.Next());
        Cancellation = new Cancellation(token, () => MLContextInternals.IsCanceled(_host));
    }

    /// <summary>
    /// A host for an estimator. It must be created together with the estimator: a context passes a cancellation on only to the hosts that exist, and
    /// the cancellation may come while an earlier estimator of the pipeline is being fitted.
    /// </summary>
    public static IHost Register(IHostEnvironment environment) => environment.Register("Cmae");

    /// <summary>Whether the context has a seed.</summary>
    public bool HasSeed { get; }

    /// <summary>The context's seed; if it has none, a number from its random stream.</summary>
    public int Seed { get; }

    /// <summary>Whether the options' token was canceled, or <c>MLContext.CancelExecution</c> was called.</summary>
    public Cancellation Cancellation { get; }

    public void Info(string message) => _channel.Info(MessageSensitivity.None, "{0}", message);

    /// <summary>
    /// Logs a line about the run before it starts. These lines have their own source, so that an application that shows progress in another way can
    /// still show them.
    /// </summary>
    public void Preflight(string message) => _preflight.Info(MessageSensitivity.None, "{0}", message);

    public void Warning(string message) => _channel.Warning(MessageSensitivity.None, "{0}", message);

    public void Dispose()
    {
        _preflight.Dispose();
        _channel.Dispose();
    }
}
