namespace Cmae.MLNet.Encoders;

/// <summary>The names and shapes of the weights of a segmentation model's head.</summary>
internal static class SegmentationLayout
{
    /// <summary>Every weight that a head has.</summary>
    public static IEnumerable<(string Name, long[] Shape)> Head(CmaeEncoderConfiguration encoder, CmaeSegmentationHead kind, int classes)
    {
        int channels = encoder.Architecture.Width;
        if (kind == CmaeSegmentationHead.Pyramid)
        {
            PyramidLayout layout = PyramidLayout.Of(encoder);
            channels = layout.Channels;
            foreach ((int index, PyramidLevel level) in layout.Levels.Index())
            {
                foreach ((string name, long[] shape) in Level(layout, level))
                    yield return ($"{LevelPrefix(index)}{name}", shape);
            }
        }
        yield return (SegmentationWeights.ClassifierWeightName, [classes, channels, 1, 1]);
        yield return (SegmentationWeights.ClassifierBiasName, [classes]);
    }

    /// <summary>What the names of a pyramid level's weights start with.</summary>
    public static string LevelPrefix(int index) => $"head.neck.levels.{index}.";

    /// <exception cref="ArgumentException">Weights are missing, unknown or of another shape.</exception>
    public static void Require(SegmentationWeights weights)
    {
        Dictionary<string, long[]> expected = Head(weights.Encoder.Configuration, weights.Kind, weights.ClassCount)
            .ToDictionary(weight => weight.Name, weight => weight.Shape);
        string[] wrong =
        [
            .. expected
                .Where(weight =>
                    !weights.Head.TryGetValue(weight.Key, out CmaeWeightTensor? found) || !found.Shape.SequenceEqual(weight.Value))
                .Select(weight => $"'{weight.Key}' of shape [{string.Join(", ", weight.Value)}] is missing"),
            .. weights.Head.Keys.Where(name => !expected.ContainsKey(name)).Select(name => $"'{name}' is not a weight of this head"),
        ];
        if (wrong.Length > 0)
            throw new ArgumentException($"The weights do not fit the segmentation head: {string.Join("; ", wrong)}.", nameof(weights));
    }

    private static IEnumerable<(string Name, long[] Shape)> Level(PyramidLayout layout, PyramidLevel level)
    {
        for (int i = 0; i < level.Upsamplings; i++)
        {
            int from = layout.WidthAfter(i), to = layout.WidthAfter(i + 1);
            yield return ($"up.{i}.weight", [from, to, 2, 2]);
            yield return ($"up.{i}.bias", [to]);
            if (i + 1 == level.Upsamplings)
                continue;
            yield return ($"up_norms.{i}.weight", [to]);
            yield return ($"up_norms.{i}.bias", [to]);
        }
        int channels = layout.Channels;
        yield return ("lateral.weight", [channels, layout.WidthAfter(level.Upsamplings), 1, 1]);
        yield return ("lateral_norm.weight", [channels]);
        yield return ("lateral_norm.bias", [channels]);
        yield return ("output.weight", [channels, channels, 3, 3]);
        yield return ("output_norm.weight", [channels]);
        yield return ("output_norm.bias", [channels]);
    }
}
