using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using Microsoft.ML;

namespace Cmae.MLNet.Imaging;

/// <summary>Decodes every image of a column once, to find those that cannot be read; keeps no pixels.</summary>
internal static class ImageCheck
{
    /// <summary>The unreadable images, in the order of their rows.</summary>
    /// <param name="data">The data.</param>
    /// <param name="columnName">Its column of images.</param>
    /// <param name="limits">How large an image may be.</param>
    /// <param name="cancellation">Asked before every image.</param>
    /// <exception cref="ArgumentException">There is no such column, or it is not an image column.</exception>
    /// <exception cref="OperationCanceledException">The check was canceled.</exception>
    public static IReadOnlyList<CmaeUnreadableImage> Unreadable(
        IDataView data, string columnName, ImageLimits limits, CancellationToken cancellation)
    {
        ImageColumn column = ImageColumn.Of(data.Schema, columnName);
        var unreadable = new ConcurrentBag<CmaeUnreadableImage>();
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancellation };
        try
        {
            ImageDecoder decoder = ImageDecoder.Upright with { Limits = limits };
            var rows = Partitioner.Create(Rows(data, column, decoder), EnumerablePartitionerOptions.NoBuffering);
            Parallel.ForEach(rows, parallel, row =>
            {
                if (Reason(row.Source) is { } reason)
                    unreadable.Add(new() { Row = row.Row, Name = row.Source.Name, Reason = reason });
            });
        }
        catch (AggregateException exception)
        {
            ExceptionDispatchInfo.Throw(exception.InnerExceptions[0]);
        }
        return [.. unreadable.OrderBy(image => image.Row)];
    }

    private static IEnumerable<(long Row, ImageSource Source)> Rows(IDataView data, ImageColumn column, ImageDecoder decoder)
    {
        using DataViewRowCursor cursor = data.GetRowCursor([column.Column]);
        Func<ImageSource> read = column.Reader(cursor, decoder);
        while (cursor.MoveNext())
            yield return (cursor.Position, read().Keep());
    }

    private static string? Reason(ImageSource source)
    {
        try
        {
            source.RequireComplete();
            source.Load(ImageLimits.CheckedShortEdge); // all data is read, and little is kept of it
            return null;
        }
        catch (Exception exception) when (exception is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            return exception.Message;
        }
    }
}
