using Cmae.MLNet.Imaging;

namespace Cmae.MLNet.Scoring;

/// <summary>The texts about models on columns of encoded bytes, which work but cannot be saved.</summary>
internal static class UnsavableImages
{
    private const string Remedy =
        "Fit it on a column of MLImage (mlContext.Transforms.LoadImages, or MLImage.CreateFromStream on the bytes); " +
        "an encoder that is trained already is reused with CmaeFeaturize(…, encoder), or saved by itself with CmaeEncoder.Save.";

    /// <summary>What is thrown when such a model is saved.</summary>
    public static InvalidOperationException Error(string column) => new(
        $"The model cannot be saved: its image column '{column}' holds encoded bytes, which no standard ML.NET transformer decodes. " +
        Remedy);

    /// <summary>What is said when such a model is fitted, before any training; nothing if it can be saved.</summary>
    public static string[] Warnings(ImageColumnKind images, string column) => images == ImageColumnKind.EncodedBytes
        ? [$"The model that is fitted here cannot be saved as a .zip: its image column '{column}' holds encoded bytes, " +
          $"which no standard ML.NET transformer decodes. {Remedy}"]
        : [];
}
