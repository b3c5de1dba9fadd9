namespace Cmae.MLNet.Checkpoints;

/// <summary>Where in a checkpoint the tensors stand by name.</summary>
internal static class StateDictionary
{
    /// <summary>Where training codes keep the state dict, in the order in which they are looked at; a file may also be one.</summary>
    private static readonly string[] s_keys = ["state_dict", "model", "model_state_dict", "module", "net", "teacher"];

    /// <summary>The dictionary with the tensors.</summary>
    /// <exception cref="InvalidDataException">There is none.</exception>
    public static PickleDictionary Find(object? root, string path)
    {
        if (root is not PickleDictionary dictionary)
            throw new InvalidDataException($"'{path}' holds no dictionary of tensors. Save the model's state_dict(), not the model.");
        if (HasTensors(dictionary))
            return dictionary;
        return s_keys.Select(key => dictionary[key]).OfType<PickleDictionary>().FirstOrDefault(HasTensors)
            ?? throw new InvalidDataException(
                $"'{path}' holds no tensors by name at its top or under {string.Join(", ", s_keys)}; its keys are: " +
                $"{string.Join(", ", dictionary.Entries.Select(entry => entry.Key).OfType<string>().Take(20))}. Save the model's state_dict().");
    }

    private static bool HasTensors(PickleDictionary dictionary) => dictionary.Entries.Exists(entry => entry is { Key: string, Value: TorchTensor });
}
