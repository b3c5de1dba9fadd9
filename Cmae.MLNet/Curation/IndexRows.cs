namespace Cmae.MLNet.Curation;

/// <summary>Checks what an index is made of, before any work.</summary>
internal static class IndexRows
{
    /// <exception cref="ArgumentException">There are none, a key is there twice, or features cannot be compared.</exception>
    public static void Check(IReadOnlyList<string> keys, IReadOnlyList<float[]> features)
    {
        if (keys.Count != features.Count)
            throw new ArgumentException($"There are {keys.Count} keys and features of {features.Count} images.", nameof(features));
        if (keys.Count == 0)
            throw new ArgumentException("There are no images.", nameof(keys));
        var known = new HashSet<string>(keys.Count);
        for (int row = 0; row < keys.Count; row++)
        {
            if (!known.Add(keys[row]))
            {
                throw new ArgumentException(
                    $"The key '{keys[row]}' is there twice, last in row {row} (counted from 0); every image needs a key of its own.",
                    nameof(keys));
            }
            if (features[row].Length != features[0].Length)
            {
                throw new ArgumentException(
                    $"'{keys[row]}' has {features[row].Length} features, but '{keys[0]}' has {features[0].Length}.", nameof(features));
            }
            if (!Array.TrueForAll(features[row], float.IsFinite))
            {
                throw new ArgumentException(
                    $"'{keys[row]}' has features that are not finite: an image that could not be read. Leave it out.", nameof(features));
            }
        }
    }
}
