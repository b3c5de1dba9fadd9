using Cmae.MLNet.Encoders;

namespace Cmae.MLNet.Checkpoints;

/// <summary>Reads a fine-tuned checkpoint of another code together with its classification head.</summary>
internal static class HeadImport
{
    /// <summary>The names of heads: in the official code, in Facebook's MAE and timm, in Hugging Face's ViTForImageClassification, in torchvision.</summary>
    private static readonly string[] s_modules = ["head.head", "head", "classifier", "heads.head"];

    /// <exception cref="InvalidDataException">The file holds no encoder, or no head that fits it.</exception>
    public static CmaeClassifier Read(ITensorFile file)
    {
        CmaeEncoder encoder = EncoderImport.Read(file, new CmaeImportOptions()).Encoder;
        string module = Candidates(LayoutDetection.Find(file).Prefix)
            .FirstOrDefault(name => IsMatrix(file, name + ".weight") && file.Tensors.ContainsKey(name + ".bias"))
            ?? throw new InvalidDataException(
                $"'{file.Path}' holds an encoder and no classification head: " +
                $"none of the tensors {string.Join(", ", s_modules.Select(name => $"'{name}.weight'"))} " +
                "is in it with its bias. Fine-tune the encoder, or take a fine-tuned checkpoint.");
        try
        {
            var weights = new ClassifierWeights(encoder, Weight(file, module + ".weight"), Weight(file, module + ".bias"));
            return new(weights, StatedArchitecture.ClassNames(file.Path, weights.ClassCount));
        }
        catch (ArgumentException exception)
        {
            throw new InvalidDataException($"'{file.Path}': the head does not fit the encoder: {exception.Message}", exception);
        }
    }

    private static IEnumerable<string> Candidates(string encoder) =>
        Prefixes(encoder).SelectMany(prefix => s_modules.Select(name => prefix + name));

    // A head is stored beside the encoder's tensors, or beside the module that holds them:
    // for module.backbone. at module.backbone., at module., or at the root.
    private static IEnumerable<string> Prefixes(string encoder)
    {
        for (string prefix = encoder; prefix.Length > 0; prefix = prefix[..(prefix.TrimEnd('.').LastIndexOf('.') + 1)])
            yield return prefix;
        yield return "";
    }

    private static bool IsMatrix(ITensorFile file, string name) =>
        file.Tensors.TryGetValue(name, out TensorEntry? entry) && entry.Shape.Length == 2;

    private static CmaeWeightTensor Weight(ITensorFile file, string name)
    {
        TensorEntry entry = file.Tensors[name];
        // a value takes a byte at least; a tensor that repeats few stored values could claim any size
        if (entry.Count > file.Length)
            throw new InvalidDataException($"'{file.Path}': the tensor '{name}' claims the shape {entry.ShapeText}, " +
                "more values than the file has bytes.");
        float[] values = file.ReadSingles(name);
        FiniteWeights.Check(values, name, file.Path);
        return new(entry.Shape, values);
    }
}
