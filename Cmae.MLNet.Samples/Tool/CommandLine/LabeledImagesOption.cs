using System.CommandLine;

namespace Cmae.MLNet.Samples.Tool.CommandLine;

/// <summary>The option for the labeled images that a classifier is trained and measured on.</summary>
internal static class LabeledImagesOption
{
    /// <summary>Creates the option.</summary>
    /// <param name="choice">What the val rows of a split.csv decide.</param>
    public static Option<DirectoryInfo> Create(string choice) => new("--images")
    {
        Description = "Folder of labeled images: class-named sub-folders, or a split.csv (path,label,split) whose train rows are learned "
            + $"from, whose val rows decide {choice} and whose test rows are measured on. Without split.csv a fifth of each class is held "
            + "out for the test.",
        HelpName = "DIR",
        Required = true,
    };
}
