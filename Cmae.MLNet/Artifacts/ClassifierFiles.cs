using Cmae.MLNet.Checkpoints;
using Cmae.MLNet.Files;
using Cmae.MLNet.Onnx;

namespace Cmae.MLNet.Artifacts;

/// <summary>Reads classifiers by the content of their file.</summary>
internal static class ClassifierFiles
{
    public static CmaeClassifier Load(string path) => FileFailure.Reading(path, () => ArtifactKinds.Of(path) switch
    {
        ArtifactKind.ShardIndex => Read(ShardedTensorFile.Open(path)),
        ArtifactKind.Onnx => ClassifierOnnxFile.Load(path),
        ArtifactKind.Model => SavedModel.LoadClassifier(path),
        _ => Read(TensorFiles.Open(path)),
    });

    private static CmaeClassifier Read(ITensorFile opened)
    {
        using ITensorFile file = opened;
        return HeadImport.Read(file);
    }
}
