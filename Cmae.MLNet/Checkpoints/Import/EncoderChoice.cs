namespace Cmae.MLNet.Checkpoints;

/// <summary>Chooses among the encoders of a file: many training codes store two of them, or the same one twice.</summary>
/// <remarks>An encoder's full name is the keys of its dictionary and what precedes its tensors' names, such as <c>state_dict.module.base_encoder.</c></remarks>
internal static class EncoderChoice
{
    /// <summary>Keys under which training codes keep averaged weights, which timm prefers; then those of the trained weights.</summary>
    private static readonly string[] s_dictionaries =
    [
        "state_dict_ema", "model_ema", "ema_state_dict", "ema_model", "ema",
        "", "state_dict", "model", "model_state_dict", "module", "net", "teacher",
    ];

    /// <summary>Parts of the names of branches that follow the trained one, or are made from it.</summary>
    private static readonly string[] s_followers = ["target", "momentum", "student"];

    /// <summary>The dictionary that a file is read from.</summary>
    /// <param name="dictionaries">Keys, joined by dots, and names of the tensors.</param>
    /// <param name="prefix">What was asked for.</param>
    /// <param name="path">The file, for messages.</param>
    /// <returns>The chosen dictionary's keys, and the full names of the encoders in other dictionaries; null if no dictionary holds an encoder.</returns>
    /// <exception cref="InvalidDataException">Several are as good, or none is what was asked for.</exception>
    public static (string Dictionary, string[] Elsewhere)? Dictionary(
        IReadOnlyList<(string Keys, IEnumerable<string> Names)> dictionaries, string? prefix, string path)
    {
        (string Keys, string Name)[] encoders =
        [
            .. from dictionary in dictionaries
               from found in LayoutDetection.Encoders(dictionary.Names)
               select (dictionary.Keys, Join(dictionary.Keys, found.Prefix)),
        ];
        if (encoders.Length == 0)
            return null;
        (string Keys, string Name)[] asked = [.. encoders.Where(encoder => Matches(encoder.Name, prefix))];
        if (asked.Length == 0)
            throw Missing(path, prefix, encoders.Select(encoder => encoder.Name));
        string[] best = Best(asked.Select(encoder => encoder.Keys).Distinct(), RankOfDictionary);
        if (best.Length > 1)
            throw Several(path, asked.Select(encoder => encoder.Name));
        return (best[0], [.. encoders.Where(encoder => encoder.Keys != best[0]).Select(encoder => encoder.Name)]);
    }

    /// <summary>The encoder that is read from a dictionary.</summary>
    /// <param name="found">Its encoders, by what precedes their tensors' names.</param>
    /// <param name="file">The file.</param>
    /// <param name="prefix">What was asked for.</param>
    /// <exception cref="InvalidDataException">Several are as good, or none is what was asked for.</exception>
    public static string Prefix(IReadOnlyList<string> found, ITensorFile file, string? prefix)
    {
        string[] asked = [.. found.Where(name => Matches(Join(file.Dictionary, name), prefix))];
        if (asked.Length == 0)
            throw Missing(file.Path, prefix, found);
        string[] best = Best(asked, RankOfBranch);
        return best.Length == 1 ? best[0] : throw Several(file.Path, asked);
    }

    /// <summary>Whether what was asked for is the whole name, or some of its parts in a row.</summary>
    private static bool Matches(string name, string? prefix) => prefix switch
    {
        null => true,
        _ when prefix.Trim('.').Length == 0 => name.Length == 0,
        _ => $".{name.Trim('.')}.".Contains($".{prefix.Trim('.')}.", StringComparison.Ordinal),
    };

    private static string[] Best(IEnumerable<string> names, Func<string, int> rank) =>
        names.GroupBy(rank).OrderBy(group => group.Key).Select(group => group.ToArray()).First();

    private static int RankOfDictionary(string keys) =>
        Array.IndexOf(s_dictionaries, keys) is >= 0 and var rank ? rank : s_dictionaries.Length;

    private static int RankOfBranch(string prefix)
    {
        string[] parts = prefix.Split('.', '_');
        return parts.Contains("ema") ? 0 : parts.Intersect(s_followers, StringComparer.Ordinal).Any() ? 2 : 1;
    }

    private static string Join(string keys, string prefix) => keys.Length == 0 ? prefix : $"{keys}.{prefix}";

    private static InvalidDataException Several(string path, IEnumerable<string> names) =>
        new($"'{path}' holds several encoders, under {Quoted(names)}. Choose one with the option Prefix (cmae import --prefix).");

    private static InvalidDataException Missing(string path, string? prefix, IEnumerable<string> names) =>
        new($"'{path}' holds no encoder under '{prefix}'; it has one under {Quoted(names)}. Choose one of these with the option Prefix.");

    private static string Quoted(IEnumerable<string> names) => string.Join(", ", names.Select(name => $"'{name}'"));
}
