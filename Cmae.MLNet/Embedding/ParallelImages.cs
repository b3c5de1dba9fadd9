using System.Runtime.ExceptionServices;

namespace Cmae.MLNet.Embedding;

/// <summary>Work on several images at once.</summary>
internal static class ParallelImages
{
    /// <summary>Calls the work for 0 … count − 1 on all processors. The first error is thrown as it is, without a wrapper.</summary>
    public static void ForEach(int count, Action<int> work)
    {
        try
        {
            Parallel.For(0, count, work);
        }
        catch (AggregateException exception)
        {
            ExceptionDispatchInfo.Throw(exception.InnerExceptions[0]);
        }
    }
}
