namespace Microsoft.ML;

/// <summary>CMAE components for an <see cref="MLContext"/>.</summary>
public static class CmaeCatalog
{
}
