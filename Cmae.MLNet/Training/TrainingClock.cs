using System.Diagnostics;
using Cmae.MLNet.Training.RunFolder;

namespace Cmae.MLNet.Training;

/// <summary>
/// How far a run is, and how many steps it will have. With a time budget the number of steps is an estimate from the speed so
/// far, updated at each step: the schedule then always ends with the budget, however fast the machine is.
/// </summary>
/// <param name="plannedSteps">Steps of the whole run if there is no budget.</param>
/// <param name="budget">Time that the run may take; null for none.</param>
/// <param name="stepsLeft">
/// How many steps like the last one the rest amounts to, by the number of steps done; null if all steps take the same time.
/// </param>
internal sealed class TrainingClock(long plannedSteps, TimeSpan? budget, Func<long, double>? stepsLeft = null)
{
    private const int RecentSteps = 20;

    private readonly Stopwatch _watch = Stopwatch.StartNew();
    private readonly Queue<TimeSpan> _recent = new();
    private TimeSpan _before;
    private bool _hasEnded;

    /// <summary>Training time so far, including earlier parts of a resumed run.</summary>
    public TimeSpan Elapsed => _before + _watch.Elapsed;

    /// <summary>Steps done.</summary>
    public long Step { get; private set; }

    /// <summary>The epochs that were added to the run; null if none were.</summary>
    public RunExtension? Extension { get; private set; }

    /// <summary>Steps of the whole run as planned now; a fraction if it is an estimate.</summary>
    public double TotalSteps { get; private set; } = plannedSteps;

    /// <summary>Steps of the whole run as planned now.</summary>
    public long PlannedSteps => Math.Max(Step, (long)Math.Round(TotalSteps));

    /// <summary>Whether the planned steps are done, or another step would end closer after the budget than this one before it.</summary>
    public bool IsOver => _hasEnded || (Limit is { } limit ? Step > 0 && Elapsed + (TimePerStep / 2) >= limit : Step >= LastStep);

    /// <summary>
    /// Whether a step, by its number from 0, comes after a share of the run: of the steps, or of the time if there is a budget.
    /// </summary>
    /// <remarks>Any thread may ask.</remarks>
    public bool IsPast(double share, long step) =>
        Extension is not null || (Limit is { } limit ? Elapsed >= share * limit : step >= share * plannedSteps);

    /// <summary>Mean duration of the last steps.</summary>
    public TimeSpan TimePerStep { get; private set; }

    /// <summary>Estimated time to the end.</summary>
    public TimeSpan Remaining => Limit is { } limit
        ? (limit > Elapsed ? limit - Elapsed : TimeSpan.Zero)
        : TimePerStep * (Extension is null && stepsLeft is not null ? stepsLeft(Step) : LastStep - Step);

    /// <summary>The learning rate of every step as planned now; added epochs have a warm-up and a cosine of their own.</summary>
    /// <param name="warmupFraction">Share of the steps in which the rate rises.</param>
    /// <param name="minimum">The rate that the cosine ends at.</param>
    public WarmupCosineSchedule Schedule(double warmupFraction, double minimum = 0)
    {
        double start = Extension?.Start ?? 0, steps = TotalSteps - start;
        return new(warmupFraction * steps, steps, minimum, start);
    }

    /// <summary>Continues from where an earlier part of the run ended.</summary>
    public void Resume(RunPosition start)
    {
        (Step, _before, Extension, _hasEnded) = (start.Progress.Step, start.Progress.Elapsed, start.Extension, start.HasEnded);
        if (Extension is not null)
            TotalSteps = Extension.End;
        EstimateTotalSteps(Elapsed);
    }

    /// <summary>Counts time from now on: what was done since the clock was made is not training.</summary>
    public void Restart() => _watch.Restart();

    /// <summary>Notes that a step is done.</summary>
    public void CompleteStep()
    {
        TimeSpan now = Elapsed;
        Step++;
        _recent.Enqueue(now);
        if (_recent.Count > RecentSteps)
            _recent.Dequeue();
        TimePerStep = _recent.Count == 1 ? now / Step : (now - _recent.Peek()) / (_recent.Count - 1);
        EstimateTotalSteps(now);
    }

    /// <summary>The time that the run may take; added epochs are counted, whatever time they take.</summary>
    private TimeSpan? Limit => Extension is null ? budget : null;

    private long LastStep => Extension?.End ?? plannedSteps;

    private void EstimateTotalSteps(TimeSpan now)
    {
        if (Limit is { } limit && Step > 0)
            TotalSteps = Math.Max(Step, Step * (limit / now));
    }
}
