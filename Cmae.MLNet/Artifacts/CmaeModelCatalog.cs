using Cmae.MLNet.Artifacts;

namespace Microsoft.ML;

/// <summary>Saved ML.NET models, checked before they are loaded.</summary>
public static class CmaeModelCatalog
{
    /// <summary>
    /// Loads a saved model (.zip) as <see cref="ModelOperationsCatalog.Load(string, out DataViewSchema)"/> does, after a check of the ONNX graphs in it.
    /// </summary>
    /// <remarks>
    /// Use it for models from places that you do not control, and to get one kind of error for a damaged file. Checked are the checksums and
    /// sizes of all parts, and that the ONNX graphs use standard operators alone and refer to no other files. What other parts of the
    /// model do is not checked. Any ML.NET model can be loaded, also one without a CMAE encoder. Thread-safe.
    /// </remarks>
    /// <param name="catalog">The model operations of an <see cref="MLContext"/>.</param>
    /// <param name="path">The file.</param>
    /// <param name="inputSchema">The schema of the data that the model was fitted to; null if the model was saved without one.</param>
    /// <returns>The model. If it is <see cref="IDisposable"/>, it is yours to dispose.</returns>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">
    /// The file is damaged or not an ML.NET model, one of its graphs is refused, or a component of the model is not known to this application.
    /// </exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="InsufficientMemoryException">The file does not fit in memory.</exception>
    public static ITransformer LoadChecked(this ModelOperationsCatalog catalog, string path, out DataViewSchema? inputSchema)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentException.ThrowIfNullOrEmpty(path);
        (ITransformer model, inputSchema) = SavedModel.Open(catalog, path);
        return model;
    }
}
