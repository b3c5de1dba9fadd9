using Cmae.MLNet.Checkpoints;

namespace Cmae.MLNet.Tests.Training.RunFolder;

/// <summary>Checkpoints with other content and the right checksum.</summary>
internal static class CheckpointEdit
{
    /// <summary>Changes the metadata of a checkpoint.</summary>
    public static void Change(string path, Action<Dictionary<string, string>> change) => Write(path, path, change, _ => { });

    /// <summary>Writes a changed copy.</summary>
    /// <param name="path">The checkpoint.</param>
    /// <param name="to">The copy; may be the same.</param>
    /// <param name="change">Changes its metadata.</param>
    /// <param name="changeClassToken">Changes the first tensor of the encoder.</param>
    public static void Write(string path, string to, Action<Dictionary<string, string>> change, Action<float[]> changeClassToken)
    {
        List<TensorToWrite> tensors = [];
        Dictionary<string, string> metadata;
        using (SafetensorsReader file = SafetensorsReader.Open(path))
        {
            metadata = new(file.Metadata);
            foreach (TensorEntry entry in file.Tensors.Values)
            {
                if (entry.Type == ElementType.I64)
                {
                    long[] counts = Array.ConvertAll(file.ReadSingles(entry.Name), count => (long)count);
                    tensors.Add(TensorToWrite.Int64s(entry.Name, entry.Shape, counts));
                    continue;
                }
                float[] values = file.ReadSingles(entry.Name);
                if (entry.Name == "backbone.cls_token")
                    changeClassToken(values);
                tensors.Add(TensorToWrite.Singles(entry.Name, entry.Shape, values));
            }
        }
        change(metadata);
        SafetensorsWriter.WriteChecked(to, tensors, metadata);
    }
}
