using Microsoft.ML;

namespace Cmae.MLNet.Samples.Images;

/// <summary>Labelled images for a classifier: what it learns from, what its one setting is chosen on, what it is measured on.</summary>
/// <param name="Train">All training rows (ImagePath, Label).</param>
/// <param name="TrialTrain">The rows that trial classifiers learn from while the setting is chosen.</param>
/// <param name="Selection">The rows that trial classifiers are compared on.</param>
/// <param name="Test">The rows that nothing is learnt from or chosen on.</param>
/// <param name="Protocol">How the rows were told apart, in words.</param>
internal sealed record LabelledImages(IDataView Train, IDataView TrialTrain, IDataView Selection, IDataView Test, string Protocol)
{
    private const double HeldOutShare = 0.2;

    /// <summary>Rows that were set apart for choices by a split.csv; null where they are taken from the training rows.</summary>
    public IDataView? Validation { get; init; }

    /// <summary>Loads a folder: the rows of its split.csv, or a seeded stratified split of 80 to 20 where it has none.</summary>
    public static LabelledImages Load(MLContext ml, DirectoryInfo folder, int seed)
    {
        if (!UnlabelledImages.HasSplit(folder))
        {
            (IDataView train, IDataView test) = StratifiedSplit.Split(ml, ml.Data.LoadImageFolder(folder.FullName), HeldOutShare, seed);
            return WithoutValidation(ml, train, test, seed, "seeded stratified split, 80 % train and 20 % test");
        }
        (IDataView trainRows, IDataView testRows) = (ml.Data.LoadImageFolder(folder.FullName, "train"), ml.Data.LoadImageFolder(folder.FullName, "test"));
        if (!SplitHas(folder, "val"))
            return WithoutValidation(ml, trainRows, testRows, seed, "train and test rows of split.csv");
        IDataView validationRows = ml.Data.LoadImageFolder(folder.FullName, "val");
        return new(trainRows, trainRows, validationRows, testRows, "train and test rows of split.csv; L2 weight chosen on its val rows") { Validation = validationRows };
    }

    /// <summary>Training and test rows as they are; the setting is chosen on a seeded fifth of the training rows.</summary>
    public static LabelledImages WithoutValidation(MLContext ml, IDataView train, IDataView test, int seed, string protocol)
    {
        (IDataView trialTrain, IDataView selection) = StratifiedSplit.Split(ml, train, HeldOutShare, seed);
        return new(train, trialTrain, selection, test, $"{protocol}; L2 weight chosen on a fifth of the train images");
    }

    private static bool SplitHas(DirectoryInfo folder, string split) =>
        File.ReadLines(Path.Combine(folder.FullName, "split.csv")).Any(line => line.Split(',').Contains(split));
}
