namespace Cmae.MLNet.FineTuning;

/// <summary>The images of a task that are not trained on.</summary>
/// <param name="Validation">Images to validate on.</param>
/// <param name="Skipped">Images that could not be read and are left out.</param>
internal readonly record struct ImageCounts(int Validation, int Skipped);
