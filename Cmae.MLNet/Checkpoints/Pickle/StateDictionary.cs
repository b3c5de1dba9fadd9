namespace Cmae.MLNet.Checkpoints;

/// <summary>A dictionary of tensors by name in a checkpoint.</summary>
/// <param name="Keys">The keys that lead to it, joined by dots; empty for the outermost.</param>
/// <param name="Tensors">The dictionary.</param>
internal sealed record StateDictionary(string Keys, PickleDictionary Tensors)
{
    /// <summary>Training codes put state dicts under a key or two.</summary>
    private const int DeepestKey = 3;

    /// <summary>Keys of state dicts without an encoder, in the order in which they are tried.</summary>
    private static readonly string[] s_usual = ["", "state_dict", "model", "model_state_dict", "module", "net", "teacher"];

    /// <summary>The dictionary that is read, and the encoders that are in others.</summary>
    /// <param name="root">What the pickle holds.</param>
    /// <param name="prefix">Which encoder of several is wanted; null for the usual one.</param>
    /// <param name="path">The file, for messages.</param>
    /// <exception cref="InvalidDataException">There is no dictionary of tensors, or the choice among several is not clear.</exception>
    public static (StateDictionary Chosen, string[] Elsewhere) Find(object? root, string? prefix, string path)
    {
        if (root is not PickleDictionary dictionary)
            throw new InvalidDataException($"'{path}' holds no dictionary of tensors{Instead(root)}. Save the model's state_dict(), " +
                "not the model.");
        StateDictionary[] all = [.. All("", dictionary, 0)];
        if (all.Length == 0)
            throw WithoutTensors(dictionary, path);
        if (EncoderChoice.Dictionary([.. all.Select(found => (found.Keys, found.Names))], prefix, path) is var (keys, elsewhere))
            return (all.First(found => found.Keys == keys), elsewhere);
        StateDictionary? usual = s_usual.Select(key => Array.Find(all, found => found.Keys == key))
            .FirstOrDefault(found => found is not null);
        return (usual ?? all[0], []);
    }

    private IEnumerable<string> Names =>
        Tensors.Entries.Where(entry => entry is { Key: string, Value: TorchTensor }).Select(entry => (string)entry.Key!);

    private static IEnumerable<StateDictionary> All(string keys, PickleDictionary dictionary, int depth)
    {
        if (dictionary.Entries.Exists(entry => entry is { Key: string, Value: TorchTensor }))
            yield return new StateDictionary(keys, dictionary);
        if (depth == DeepestKey)
            yield break;
        // later entries of the same key win
        foreach (var entry in dictionary.Entries
            .Where(entry => entry is { Key: string, Value: PickleDictionary })
            .GroupBy(entry => (string)entry.Key!))
        {
            string nested = keys.Length == 0 ? entry.Key : $"{keys}.{entry.Key}";
            foreach (StateDictionary found in All(nested, (PickleDictionary)entry.Last().Value!, depth + 1))
                yield return found;
        }
    }

    private static string Instead(object? root) => root switch
    {
        InertObject { Origin: var origin } => $": it holds a whole object of the class {origin}, which cannot be read without its code",
        TorchTensor => ": it holds a single tensor",
        List<object?> => ": it holds a list",
        _ => "",
    };

    private static InvalidDataException WithoutTensors(PickleDictionary root, string path)
    {
        string keys = string.Join(", ", root.Entries.Select(entry => entry.Key).OfType<string>().Take(20));
        InertObject[] others = [.. root.Entries.Select(entry => entry.Value).OfType<InertObject>()];
        if (others.Any(IsArray))
        {
            return new($"'{path}' holds NumPy arrays instead of tensors; its keys are: {keys}. " +
                "Convert them to tensors (torch.from_numpy) and save these with torch.save, " +
                "or save the arrays as .safetensors.");
        }
        PickleGlobal? module = others.Select(other => other.Origin).FirstOrDefault(origin => !IsStandard(origin.Module));
        string instead = module is null ? "" : $"; it holds a whole object of the class {module}, which cannot be read without its code";
        return new($"'{path}' holds no tensors by name; its keys are: {keys}{instead}. Save the model's state_dict().");
    }

    private static bool IsArray(InertObject value) =>
        value.Origin.Module.StartsWith("numpy", StringComparison.Ordinal) && value.Origin.Name is "_reconstruct" or "_frombuffer";

    private static bool IsStandard(string module) => module.Split('.')[0]
        is "argparse" or "builtins" or "__builtin__" or "collections" or "numpy" or "_codecs" or "datetime" or "pathlib";
}
