using Microsoft.ML;
using Microsoft.ML.Data;

namespace Cmae.MLNet.Tests.Docs;

/// <summary>
/// What the snippets of the documentation may take as given: names that an earlier snippet or the text around them
/// introduces. A snippet that declares one of them itself hides it. Snippets are compiled, never run.
/// </summary>
#pragma warning disable IDE1006 // named as local variables of the snippets
public static class SnippetNames
{
    /// <summary>The context of every example.</summary>
    public static MLContext ml => new(seed: 1);

    /// <summary>Images with <c>ImagePath</c> and <c>Label</c>.</summary>
    public static IDataView photos => throw NotToBeRun();

    /// <summary>A trained encoder.</summary>
    public static CmaeEncoder encoder => throw NotToBeRun();

    /// <summary>A pipeline that is not fitted yet.</summary>
    public static IEstimator<ITransformer> pipeline => throw NotToBeRun();

    /// <summary>A fitted model.</summary>
    public static ITransformer model => throw NotToBeRun();

    /// <summary>Options to set one by one.</summary>
    public static CmaePretrainingOptions options => new();

    /// <summary>Options of a fine-tuning.</summary>
    public static CmaeImageClassificationTrainer.Options tuning => new();

    private static NotSupportedException NotToBeRun() => new("Snippets are compiled, not run.");
}

/// <summary>A photo that lies in memory.</summary>
public sealed class PhotoInMemory
{
    /// <summary>The decoded photo.</summary>
    public MLImage? Image { get; set; }
}
