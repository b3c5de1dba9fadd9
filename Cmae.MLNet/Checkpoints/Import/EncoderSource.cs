using Cmae.MLNet.Encoders;

namespace Cmae.MLNet.Checkpoints;

/// <summary>The encoder's part of a checkpoint, under the names that its layout gives it.</summary>
internal sealed class EncoderSource
{
    private readonly string _prefix;
    private readonly string _finalNorm;

    public EncoderSource(ITensorFile file, CheckpointLayout layout, string prefix)
    {
        File = file;
        Layout = layout;
        _prefix = prefix;
        _finalNorm = layout.FinalNorms.FirstOrDefault(norm => Has($"{norm}.weight")) ?? layout.FinalNorms[0];
    }

    public ITensorFile File { get; }

    public CheckpointLayout Layout { get; }

    /// <summary>A fine-tuned encoder has the pooled norm, a pre-trained one the final norm, the momentum branch neither.</summary>
    public CmaeOutputNorm OutputNorm =>
        Has($"{CheckpointLayout.PooledNorm}.weight") ? CmaeOutputNorm.AfterPooling
        : Has($"{_finalNorm}.weight") ? CmaeOutputNorm.BeforePooling
        : CmaeOutputNorm.None;

    /// <summary>Width and patch size.</summary>
    public (int Width, int Patch) PatchEmbedding()
    {
        TensorEntry entry = Entry($"{Layout.PatchEmbedding}.weight");
        return entry.Shape is [>= 1 and <= 1 << 16, 3, >= 1 and <= 1024, _] shape && shape[2] == shape[3]
            ? ((int)shape[0], (int)shape[2])
            : throw Unfit(entry, "[width, 3, patch, patch]");
    }

    /// <summary>Blocks from index 0 on.</summary>
    public int Depth()
    {
        int depth = 0;
        while (Has(BlockWeight(depth, "ln1")))
            depth++;
        return depth > 0 ? depth : throw Lacking(BlockWeight(0, "ln1"), "of the first block");
    }

    public int MlpWidth()
    {
        TensorEntry entry = Entry(BlockWeight(0, "ffn.layers.0.0"));
        return entry.Shape is [>= 1 and <= 1 << 18, _] shape ? (int)shape[0] : throw Unfit(entry, "[mlp width, width]");
    }

    /// <summary>Patches along one side.</summary>
    public int Grid(int width)
    {
        if (!Has(Layout.Positions))
            throw Lacking(Layout.Positions, "with the positions of the patches");
        TensorEntry entry = Entry(Layout.Positions);
        if (entry.Shape is [1, var rows and > 1 and < 1 << 20, var channels] && channels == width)
        {
            int grid = (int)Math.Sqrt(rows - 1);
            if (((long)grid * grid) + 1 == rows)
                return grid;
        }
        throw Unfit(entry, $"[1, side² + 1, {width}]");
    }

    /// <summary>The file's tensors for a weight of official name.</summary>
    public string[] Names(string official) => [.. Layout.SourcesOf(official, _finalNorm).Select(name => _prefix + name)];

    /// <summary>Whether queries, keys and values have no bias, in all blocks alike.</summary>
    public bool LacksQkvBias(int depth) =>
        !Enumerable.Range(0, depth).Any(block => Names($"layers.{block}.attn.qkv.bias").Any(File.Tensors.ContainsKey));

    /// <summary>What is wrong with the tensors for a weight.</summary>
    public IEnumerable<string> Errors(string[] names, long[] shape)
    {
        long[] part = names.Length == 1 ? shape : [shape[0] / names.Length, .. shape[1..]];
        foreach (string name in names)
        {
            if (!File.Tensors.TryGetValue(name, out TensorEntry? entry))
                yield return $"tensor '{name}' of shape [{string.Join(", ", part)}] is missing";
            else if (!entry.Shape.SequenceEqual(part))
                yield return $"tensor '{name}' has shape {entry.ShapeText} where [{string.Join(", ", part)}] is needed";
            else if (!entry.Type.IsFloatingPoint())
                yield return $"tensor '{name}' has the type {entry.StoredType} where a floating-point type is needed";
        }
    }

    /// <summary>Tensors of the encoder, beyond those used, that change what it computes, such as layer scales or register tokens.</summary>
    public IEnumerable<string> Additions(HashSet<string> used) => File.Tensors.Keys.Where(name =>
        !used.Contains(name) && name.StartsWith(_prefix, StringComparison.Ordinal)
        && Layout.Additions.Prepend(Layout.Blocks).Any(start => name.AsSpan(_prefix.Length).StartsWith(start, StringComparison.Ordinal)));

    /// <summary>Reads a weight, stacking its parts.</summary>
    public CmaeWeightTensor Read(string[] names, long[] shape)
    {
        var values = new float[shape.Aggregate((count, extent) => count * extent)];
        int part = values.Length / names.Length;
        for (int i = 0; i < names.Length; i++)
        {
            Span<float> destination = values.AsSpan(i * part, part);
            File.ReadSingles(names[i], destination);
            FiniteWeights.Check(destination, names[i], File.Path);
        }
        return new(shape, values);
    }

    private string BlockWeight(int block, string module) => Layout.SourcesOf($"layers.{block}.{module}.weight", _finalNorm)[0];

    private bool Has(string name) => File.Tensors.ContainsKey(_prefix + name);

    private TensorEntry Entry(string name) => File.Tensors.TryGetValue(_prefix + name, out TensorEntry? entry)
        ? entry
        : throw Lacking(name, "of the encoder");

    /// <summary>The structure is another: if it has parts that are known, they are the reason.</summary>
    private InvalidDataException Lacking(string name, string role)
    {
        string[] parts = ForeignParts.Among(File.Tensors.Keys.Where(key => key.StartsWith(_prefix, StringComparison.Ordinal)));
        string others = parts.Length == 0 ? "" : $"; instead it has {string.Join(", ", parts)}";
        return new($"'{File.Path}' ({Layout.Name}) is not a plain Vision Transformer: it has no tensor '{_prefix}{name}' {role}{others}. " +
            "Take a checkpoint of a plain Vision Transformer (ViT, MAE, DeiT).");
    }

    private InvalidDataException Unfit(TensorEntry entry, string needed) =>
        new($"'{File.Path}' ({Layout.Name}): tensor '{entry.Name}' has shape {entry.ShapeText} where {needed} is needed. " +
            "Take a checkpoint of a plain Vision Transformer.");
}
