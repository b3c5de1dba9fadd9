namespace Cmae.MLNet.Samples.Tool.Output;

/// <summary>Takes the features of one image after the other.</summary>
internal interface IFeatureWriter : IDisposable
{
    /// <summary>Writes one row.</summary>
    /// <param name="path">The image, relative to its folder.</param>
    /// <param name="label">Its class, empty if it is not known.</param>
    /// <param name="features">The feature vector; of the same length in every row.</param>
    void Write(string path, string label, ReadOnlySpan<float> features);

    /// <summary>A writer of the kind that a file's name says.</summary>
    /// <param name="fileName">The name.</param>
    /// <param name="stream">Takes the table.</param>
    /// <param name="guardsFormulas">As <see cref="CsvWriter.GuardsFormulas"/>; a Parquet file has no formulas.</param>
    static IFeatureWriter Create(string fileName, Stream stream, bool guardsFormulas = false) =>
        Path.GetExtension(fileName).ToLowerInvariant() switch
        {
            ".csv" => new CsvFeatureWriter(stream, guardsFormulas),
            ".parquet" => new ParquetFeatureWriter(stream),
            var extension => throw new ArgumentException(
                $"Features are written as .csv or .parquet, not '{extension}'.", nameof(fileName)),
        };
}
