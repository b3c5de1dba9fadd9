using Cmae.MLNet.Training;

namespace Cmae.MLNet.Embedding;

/// <summary>Checks all options together, before any work.</summary>
internal static class EmbedderOptionsValidation
{
    /// <exception cref="ArgumentException">One line for every option that is out of range: option, value, what is allowed.</exception>
    public static void Validate(CmaeEmbedderOptions options)
    {
        var errors = new OptionErrors(nameof(CmaeEmbedderOptions));
        errors.Defined(nameof(options.FeatureKind), options.FeatureKind);
        errors.Within(nameof(options.BatchSize), options.BatchSize, 1, 1024);
        errors.ThrowIfAny();
    }
}
