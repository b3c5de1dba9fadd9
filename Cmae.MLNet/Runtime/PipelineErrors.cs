using System.Reflection;
using System.Runtime.ExceptionServices;
using Microsoft.ML;

namespace Cmae.MLNet.Runtime;

/// <summary>
/// Errors of pipelines that are read. ML.NET reads them on threads of its own, and wraps what these throw into messages about its threads,
/// which say nothing of the image that cannot be read.
/// </summary>
internal static class PipelineErrors
{
    private static readonly string[] s_wrappers = ["Splitter/consolidator", "Event we were waiting on"];

    /// <summary>Moves a cursor on; an error is the one that caused it.</summary>
    public static bool MoveOn(DataViewRowCursor cursor)
    {
        try
        {
            return cursor.MoveNext();
        }
        catch (Exception exception) when (CauseOf(exception) != exception)
        {
            ExceptionDispatchInfo.Throw(CauseOf(exception));
            throw;
        }
    }

    /// <summary>What caused an error, or the error itself if it is no wrapper of ML.NET or .NET.</summary>
    public static Exception CauseOf(Exception exception)
    {
        while (exception.InnerException is { } inner && IsWrapper(exception))
            exception = inner;
        return exception;
    }

    private static bool IsWrapper(Exception exception) => exception is AggregateException or TargetInvocationException
        || Array.Exists(s_wrappers, wrapper => exception.Message.StartsWith(wrapper, StringComparison.Ordinal));
}
