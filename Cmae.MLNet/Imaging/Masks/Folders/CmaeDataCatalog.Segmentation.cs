using Cmae.MLNet;
using Cmae.MLNet.Imaging;
using Cmae.MLNet.Runtime;
using Microsoft.ML.Data;

namespace Microsoft.ML;

public static partial class CmaeDataCatalog
{
    /// <summary>
    /// Lists a folder of images and masks as a data view with the text columns <c>ImagePath</c> and <c>MaskPath</c> (full paths). The classes go
    /// with the column of masks, where <c>CmaeSegmentation</c> and <c>EvaluateCmaeSegmentation</c> find them.
    /// </summary>
    /// <remarks>
    /// <para>The folder has a file <c>split.csv</c> (first line <c>path,mask,split</c>; paths relative to the folder; split is train, val or
    /// test), or a folder <c>images</c> beside a folder <c>masks</c> with files of the same names but for their endings. A mask is a PNG
    /// without interlacing (gray values of 1 to 16 bits, palette indices, or colors), or a .json of LabelMe (polygons, rectangles, circles). The
    /// content of the files is not checked here, except where there is no <c>classes.csv</c>.</para>
    /// <para><c>classes.csv</c> in the folder (first line <c>value,name,color</c>) names the classes, in the order of a model's outputs: the
    /// gray value or palette index that masks have (the default is the position in the list), and the color, such as #3C1098, of RGB masks. Pixels
    /// of a class named <c>ignored</c> are neither trained on nor measured; so are those of the value 255, unless the table gives it to
    /// a class. Without the file the classes are the values of the masks, or the labels of .json files, and the log says so; masks of 0 and 255
    /// alone have two classes.</para>
    /// </remarks>
    /// <param name="catalog">The catalog of an <see cref="MLContext"/>; warnings go to its log.</param>
    /// <param name="folder">The folder.</param>
    /// <param name="split">Which rows of split.csv to take: <c>train</c>, <c>val</c> or <c>test</c>. The default value is null: all images.</param>
    /// <exception cref="DirectoryNotFoundException">The folder does not exist.</exception>
    /// <exception cref="ArgumentException">The split is not one of the three.</exception>
    /// <exception cref="FileNotFoundException">
    /// There is neither a split.csv nor folders images and masks, or a file that split.csv lists does not exist.
    /// </exception>
    /// <exception cref="InvalidDataException">
    /// A table is malformed, no image has a mask, or the classes cannot be known; the message names file and line.
    /// </exception>
    public static IDataView LoadSegmentationFolder(this DataOperationsCatalog catalog, string folder, string? split = null)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        return Load(catalog, SegmentationFolder.List(folder, split));
    }

    /// <summary>
    /// Lists the images of a COCO annotation file as a data view with the text columns <c>ImagePath</c> and <c>MaskPath</c>, as
    /// <see cref="LoadSegmentationFolder"/> does. Masks are drawn from polygons and run lengths, the largest region first.
    /// </summary>
    /// <param name="catalog">The catalog of an <see cref="MLContext"/>.</param>
    /// <param name="file">The file: a .json with images, annotations and categories.</param>
    /// <param name="folder">The folder that the file names of the images are relative to.</param>
    /// <param name="classes">
    /// The classes, by the names of the file's categories. The default value is null: <c>background</c> for pixels without an annotation, then the
    /// categories that a region has, in the order of their ids. Give them where several files, as of train and test, are to have the same
    /// classes. Pixels without an annotation are ignored if no class is named <c>background</c>.
    /// </param>
    /// <exception cref="DirectoryNotFoundException">The folder does not exist.</exception>
    /// <exception cref="FileNotFoundException">The file or an image that it lists does not exist.</exception>
    /// <exception cref="InvalidDataException">The file is not of COCO's form, or has no images.</exception>
    public static IDataView LoadCocoSegmentation(
        this DataOperationsCatalog catalog, string file, string folder, IEnumerable<CmaeSegmentationClass>? classes = null)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentException.ThrowIfNullOrWhiteSpace(file);
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        return Load(catalog, CocoFolder.List(file, folder, classes));
    }

    private static IDataView Load(DataOperationsCatalog catalog, SegmentationListing listing)
    {
        WarningLog.Write(MLContextInternals.EnvironmentOf(catalog), "Cmae image folder", listing.Warnings);
        SchemaDefinition schema = SchemaDefinition.Create(typeof(SegmentationFolderRow));
        ClassAnnotations.Write(schema[nameof(SegmentationFolderRow.MaskPath)], listing.Classes);
        return catalog.LoadFromEnumerable(listing.Rows, schema);
    }
}
