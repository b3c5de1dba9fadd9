using Cmae.MLNet.Samples.Tool.Display;
using Microsoft.ML;

namespace Cmae.MLNet.Samples.Tool.Images;

/// <summary>Labeled images for a classifier: what it learns from, and what it is measured on.</summary>
/// <param name="Train">All training rows (ImagePath, Label).</param>
/// <param name="Test">The rows that nothing is learned from or chosen on.</param>
/// <param name="Protocol">How the rows were told apart, in words.</param>
internal sealed record TrainTestImages(IDataView Train, IDataView Test, string Protocol)
{
    private const double HeldOutShare = 0.2;
    private const int Named = 3;

    /// <summary>Rows that were set apart for choices by a split.csv; null if they are taken from the training rows.</summary>
    public IDataView? Validation { get; init; }

    /// <summary>Loads a folder: the rows of its split.csv, or a seeded stratified split of 80 to 20 if it has none.</summary>
    /// <param name="ml">The context.</param>
    /// <param name="folder">The folder.</param>
    /// <param name="seed">Seed of the split.</param>
    /// <param name="load">Loads the rows of a folder, or of one split of it.</param>
    /// <param name="warn">Told of test images that are copies of train images; of those in a split.csv the library warns itself.</param>
    public static TrainTestImages Load(
        MLContext ml, DirectoryInfo folder, int seed, Func<DirectoryInfo, string?, IDataView> load, Action<string> warn)
    {
        if (!UnlabeledImages.HasSplit(folder))
        {
            (IDataView train, IDataView test) = PerClassSplit.Split(ml, load(folder, null), HeldOutShare, seed);
            if (ml.Data.FindSharedImages(train, test) is { Count: > 0 } shared)
                warn(CopiesInBoth(shared));
            return WithoutValidation(train, test, "seeded stratified split, 80 % train and 20 % test");
        }
        (IDataView trainRows, IDataView testRows) =
            (load(folder, "train"), load(folder, "test"));
        if (!ml.Data.ListImageFolderSplits(folder.FullName).Contains("val"))
            return WithoutValidation(trainRows, testRows, "train and test rows of split.csv");
        return new(trainRows, testRows, "train and test rows of split.csv; L2 weight chosen on its val rows")
        {
            Validation = load(folder, "val"),
        };
    }

    private static string CopiesInBoth(IReadOnlyList<CmaeSharedImage> shared)
    {
        string[] named =
        [
            .. shared.Take(Named).Select(pair => $"'{VisibleText.OfName(pair.SecondPath)}' is '{VisibleText.OfName(pair.FirstPath)}'"),
        ];
        return $"{shared.Count:N0} of the images that were held out for the test have the content of a train image (copies or links): "
            + $"{string.Join(", ", named)}{(shared.Count > Named ? $", and {shared.Count - Named:N0} more" : "")}. The accuracies are too "
            + "good by them: remove the copies, or list each image once in a split.csv.";
    }

    /// <summary>Training and test rows as they are; choices are made on a fifth of the training rows.</summary>
    public static TrainTestImages WithoutValidation(IDataView train, IDataView test, string protocol) =>
        new(train, test, $"{protocol}; L2 weight chosen on a fifth of the train images");

    /// <summary>
    /// What a classifier learns from while a choice is made, and what the choice is made on: the val rows of a split.csv, else a seeded
    /// fifth of the training rows.
    /// </summary>
    /// <exception cref="InvalidDataException">There are no val rows, and a class has one training image only.</exception>
    public (IDataView Train, IDataView Selection) ForChoices(MLContext ml, int seed) =>
        Validation is { } validation ? (Train, validation) : PerClassSplit.Split(ml, Train, HeldOutShare, seed);
}
