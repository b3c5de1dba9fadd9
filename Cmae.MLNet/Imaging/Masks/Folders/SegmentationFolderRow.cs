namespace Cmae.MLNet.Imaging;

/// <summary>One image of a <see cref="SegmentationFolder"/>: a row of its data view.</summary>
internal sealed class SegmentationFolderRow
{
    /// <summary>Full path of the image.</summary>
    public string ImagePath { get; init; } = "";

    /// <summary>Full path of the mask; of a .json of COCO with # and the name of the image.</summary>
    public string MaskPath { get; init; } = "";
}
