using Cmae.MLNet.Files;
using Cmae.MLNet.Onnx;

namespace Cmae.MLNet.Artifacts;

/// <summary>Reads segmentation models by the content of their file.</summary>
internal static class SegmenterFiles
{
    public static CmaeSegmenter Load(string path) => FileFailure.Reading(path, () => ArtifactKinds.Of(path) switch
    {
        ArtifactKind.Onnx => SegmentationOnnxFile.Load(path),
        ArtifactKind.Model => SavedModel.LoadSegmenter(path),
        _ => throw new ArgumentException(
            $"'{path}' is a checkpoint, which holds no segmentation head. Pass an .onnx file or a saved ML.NET model (.zip).",
            nameof(path)),
    });
}
