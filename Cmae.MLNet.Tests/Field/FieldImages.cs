using Cmae.MLNet.Tests.Docs;

namespace Cmae.MLNet.Tests.Field;

/// <summary>Small image files that stand for what people really have.</summary>
internal static class FieldImages
{
    /// <summary>The folder of the files.</summary>
    public static string Root { get; } = Path.Combine(Documentation.Root, "Cmae.MLNet.Tests", "Field", "images");

    /// <summary>The files of a sub-folder, in ordinal order.</summary>
    public static string[] Files(string folder) => [.. Directory.GetFiles(Path.Combine(Root, folder)).Order(StringComparer.Ordinal)];
}
