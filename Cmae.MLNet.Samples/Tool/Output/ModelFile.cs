using Microsoft.ML;

namespace Cmae.MLNet.Samples.Tool.Output;

/// <summary>Saving of a fitted pipeline.</summary>
internal static class ModelFile
{
    /// <summary>Saves a model as <c>MLContext.Model.Save</c> does; the file appears when it is complete.</summary>
    public static void Save(MLContext ml, ITransformer model, DataViewSchema inputSchema, string path)
    {
        using OutputFile file = OutputFile.Create(path);
        ml.Model.Save(model, inputSchema, file.Stream);
        file.Complete();
    }
}
