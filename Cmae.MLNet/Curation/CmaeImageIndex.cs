using Cmae.MLNet.Curation;
using Microsoft.ML;

namespace Cmae.MLNet;

/// <summary>
/// Finds images by their features: similar ones, near-duplicates, outliers, groups, labels that look wrong, and which to label next.
/// </summary>
/// <remarks>
/// <para>Features of one encoder resemble one another: their mean is subtracted before each is scaled to length 1, so that cosine
/// similarities spread from -1 to 1 and 0 is the similarity of two images picked at random.</para>
/// <para>Compares with every image: suited to some 100,000 images; for more, a vector store that takes a
/// <see cref="CmaeEmbeddingGenerator"/>. Holds 4 bytes a feature. Immutable and thread-safe; results depend on the arguments alone.</para>
/// </remarks>
public sealed class CmaeImageIndex
{
    private readonly string[] _keys;
    private readonly Dictionary<string, int> _rows;
    private readonly CenteredVectors _vectors;

    /// <summary>Creates an index of features.</summary>
    /// <param name="keys">What the images are called, for example their paths; each once.</param>
    /// <param name="features">For every key, its features: all of one length, and finite. They are not changed.</param>
    /// <exception cref="ArgumentException">
    /// There are no images, a key is there twice, features differ in length or are not finite; the message says where.
    /// </exception>
    public CmaeImageIndex(IReadOnlyList<string> keys, IReadOnlyList<float[]> features)
    {
        ArgumentNullException.ThrowIfNull(keys);
        ArgumentNullException.ThrowIfNull(features);
        IndexRows.Check(keys, features);
        _keys = [.. keys];
        _rows = new(_keys.Length);
        for (int row = 0; row < _keys.Length; row++)
            _rows.Add(_keys[row], row);
        _vectors = new CenteredVectors(features);
    }

    /// <summary>The images' keys, in the order in which they were given.</summary>
    public IReadOnlyList<string> Keys => _keys;

    /// <summary>Creates an index of a data view's features.</summary>
    /// <param name="data">Featurized data; read once.</param>
    /// <param name="featureColumnName">Name of the column of features: a vector of Single of known size. The default value is "Features".</param>
    /// <param name="keyColumnName">Name of the column of text that names the images. The default value is "ImagePath".</param>
    /// <exception cref="ArgumentException">
    /// A column is missing or has another type; there are no rows, a key is there twice, or features are not finite.
    /// </exception>
    public static CmaeImageIndex Build(IDataView data, string featureColumnName = "Features", string keyColumnName = "ImagePath")
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentException.ThrowIfNullOrWhiteSpace(featureColumnName);
        ArgumentException.ThrowIfNullOrWhiteSpace(keyColumnName);
        (string[] keys, float[][] features) = KeyedFeatures.Read(data, featureColumnName, keyColumnName);
        return new(keys, features);
    }

    /// <summary>The images most similar to given features.</summary>
    /// <param name="features">Features of the same encoder and kind, for example of an image that is not in the index.</param>
    /// <param name="count">How many at most.</param>
    /// <returns>The images, the most similar first.</returns>
    public IReadOnlyList<CmaeImageMatch> Search(ReadOnlySpan<float> features, int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        if (features.Length != _vectors.Length)
        {
            throw new ArgumentException(
                $"There are {features.Length} features, but the index has {_vectors.Length}; compute both with the same encoder and kind.",
                nameof(features));
        }
        return [.. Neighbors.Of(_vectors, _vectors.Center(features), count).Select(Match)];
    }

    /// <summary>The other images most similar to one of the index.</summary>
    /// <param name="key">The image.</param>
    /// <param name="count">How many at most.</param>
    /// <returns>The images, the most similar first, without the image itself.</returns>
    /// <exception cref="KeyNotFoundException">The image is not in the index.</exception>
    public IReadOnlyList<CmaeImageMatch> SearchLike(string key, int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        int row = RowOf(key);
        return [.. Neighbors.Of(_vectors, _vectors[row], count, excluded: row).Select(Match)];
    }

    /// <summary>All pairs of images at least as similar as a threshold.</summary>
    /// <param name="threshold">
    /// Cosine similarity, above 0 and at most 1. What copies of an image have depends on the encoder and the images:
    /// <see cref="CmaeDuplicateThreshold"/> measures it.
    /// </param>
    /// <returns>The pairs, the most similar first.</returns>
    public IReadOnlyList<CmaeImagePair> NearDuplicates(double threshold)
    {
        if (threshold is not (> 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(threshold), threshold, "The threshold must be above 0 and at most 1.");
        return
        [
            .. SimilarPairs.Find(_vectors, (float)threshold)
                .Select(pair => new CmaeImagePair(_keys[pair.First], _keys[pair.Second], pair.Similarity)),
        ];
    }

    /// <summary>The images that resemble the others least.</summary>
    /// <param name="count">How many at most.</param>
    /// <returns>The images, the most unusual first; their similarity is the mean of that to their 20 most similar images.</returns>
    public IReadOnlyList<CmaeImageMatch> Outliers(int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        return
        [
            .. Neighbors.OfEach(_vectors, 20)
                .Select((neighbors, row) =>
                    new Neighbor(row, neighbors.Select(neighbor => neighbor.Similarity).DefaultIfEmpty(1).Average()))
                .OrderBy(neighbor => neighbor.Similarity)
                .Take(count)
                .Select(Match),
        ];
    }

    /// <summary>The images whose labels would tell the most, chosen without a model.</summary>
    /// <param name="count">How many; all that have no label if there are fewer.</param>
    /// <param name="selection">Which are chosen. The default value is <see cref="CmaeSelection.Typical"/>.</param>
    /// <param name="labeled">Images that have a label already. The default value is null: none.</param>
    /// <param name="seed">Seed of the clusters that <see cref="CmaeSelection.Typical"/> makes. The default value is 0.</param>
    /// <returns>Keys, in the order in which they should be labeled.</returns>
    /// <exception cref="KeyNotFoundException">A labeled image is not in the index.</exception>
    public IReadOnlyList<string> SelectToLabel(
        int count, CmaeSelection selection = CmaeSelection.Typical, IEnumerable<string>? labeled = null, int seed = 0)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        HashSet<int> known = [.. (labeled ?? []).Select(RowOf)];
        count = Math.Min(count, _keys.Length - known.Count);
        int[] rows = selection switch
        {
            CmaeSelection.Typical => TypicalSelection.Select(_vectors, count, known, seed),
            CmaeSelection.Diverse => DiverseSelection.Select(_vectors, count, known),
            _ => throw new ArgumentOutOfRangeException(nameof(selection), selection, "The selection must be Typical or Diverse."),
        };
        return [.. rows.Select(row => _keys[row])];
    }

    /// <summary>The images that a classifier can least decide on: the smallest margin between its two most probable classes.</summary>
    /// <param name="count">How many; all that have no label if there are fewer.</param>
    /// <param name="probabilities">For every image, in the order of <see cref="Keys"/>, the probabilities of at least 2 classes.</param>
    /// <param name="labeled">Images that have a label already. The default value is null: none.</param>
    /// <returns>Keys, the most uncertain first.</returns>
    /// <exception cref="ArgumentException">The probabilities do not match the images, or are those of one class.</exception>
    /// <exception cref="KeyNotFoundException">A labeled image is not in the index.</exception>
    public IReadOnlyList<string> SelectUncertain(
        int count, IReadOnlyList<float[]> probabilities, IEnumerable<string>? labeled = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentNullException.ThrowIfNull(probabilities);
        if (probabilities.Count != _keys.Length)
        {
            throw new ArgumentException(
                $"There are probabilities of {probabilities.Count} images, but the index has {_keys.Length}.", nameof(probabilities));
        }
        if (probabilities.Any(row => row.Length < 2))
            throw new ArgumentException("An image has probabilities of fewer than 2 classes.", nameof(probabilities));
        HashSet<int> known = [.. (labeled ?? []).Select(RowOf)];
        return [.. UncertainSelection.Select(probabilities, count, known).Select(row => _keys[row])];
    }

    /// <summary>Groups of images that resemble one another, by spherical k-means.</summary>
    /// <param name="count">How many groups; no more than images.</param>
    /// <param name="seed">Seed of the start. The default value is 0.</param>
    /// <returns>The groups, the largest first; fewer than asked for only if images have equal features.</returns>
    public IReadOnlyList<CmaeImageGroup> Groups(int count, int seed = 0)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, _keys.Length);
        var clusters = new KMeans(_vectors, count, seed);
        return
        [
            .. clusters.Members.Where(rows => rows.Count > 0).OrderByDescending(rows => rows.Count).Select(rows => new CmaeImageGroup(
            [
                .. rows.Select(row => new Neighbor(row, clusters.SimilarityToCenter(row)))
                    .OrderByDescending(neighbor => neighbor.Similarity).Select(Match),
            ])),
        ];
    }

    /// <summary>Labels that the 20 most similar images do not share.</summary>
    /// <param name="labels">For every image, in the order of <see cref="Keys"/>, its label.</param>
    /// <returns>The doubtful labels, the most doubtful first.</returns>
    /// <exception cref="ArgumentException">There are more or fewer labels than images.</exception>
    public IReadOnlyList<CmaeSuspiciousLabel> SuspiciousLabels(IReadOnlyList<string> labels)
    {
        ArgumentNullException.ThrowIfNull(labels);
        if (labels.Count != _keys.Length)
            throw new ArgumentException($"There are {labels.Count} labels, but the index has {_keys.Length} images.", nameof(labels));
        return
        [
            .. LabelCheck.Doubts(_vectors, labels)
                .Select(doubt => new CmaeSuspiciousLabel(_keys[doubt.Row], labels[doubt.Row], doubt.Suggestion, doubt.Doubt)),
        ];
    }

    internal double Similarity(ReadOnlySpan<float> features, ReadOnlySpan<float> others) =>
        System.Numerics.Tensors.TensorPrimitives.Dot<float>(_vectors.Center(features), _vectors.Center(others));

    private CmaeImageMatch Match(Neighbor neighbor) => new(_keys[neighbor.Row], neighbor.Similarity);

    private int RowOf(string key) => _rows.TryGetValue(key, out int row)
        ? row
        : throw new KeyNotFoundException($"'{key}' is not in the index; it has {_keys.Length} keys, the first is '{_keys[0]}'.");
}
