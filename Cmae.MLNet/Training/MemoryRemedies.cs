namespace Cmae.MLNet.Training;

/// <summary>What makes libtorch need less memory: sentences of messages.</summary>
internal static class MemoryRemedies
{
    /// <summary>In any training.</summary>
    public const string Training = "Lower BatchSize (AccumulationSteps keeps the effective batch) or CacheBytes, " +
        "choose a smaller Architecture or ImageSize, or raise the limit of this process or its container.";

    /// <summary>In scoring.</summary>
    public const string Scoring = "Lower ScoringBatchSize, or score with CmaeScoringEngine.OnnxRuntime.";
}
