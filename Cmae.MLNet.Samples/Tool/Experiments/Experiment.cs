using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Cmae.MLNet.Samples.Tool.Experiments;

/// <summary>
/// Trainings to compare, as a JSON file under docs/experiments describes them: variants of one pre-training, each with the same seeds and
/// measured alike. Properties in camel case are the keys.
/// </summary>
/// <param name="Name">What is asked, in a line.</param>
/// <param name="Preset">The preset that the options start from.</param>
/// <param name="Pretraining">Options of <see cref="CmaePretrainingOptions"/> that all variants share, instead of the preset's.</param>
/// <param name="Variants">
/// By name, the options in which each variant differs. <c>initializeFrom</c> is the name of an earlier variant: the training starts from
/// that variant's encoder of the same seed.
/// </param>
/// <param name="Seeds">Every variant is trained once with each.</param>
/// <param name="Features">Which of the encoder's tokens are measured.</param>
/// <param name="LabelFractions">Shares of the training labels to measure with, each above 0 and at most 1.</param>
/// <param name="FineTuning">
/// By share of the labels, options of <see cref="CmaeImageClassificationTrainer.Options"/>; where a share has none, there is no fine-tuning
/// with it. The trainer sees the images of the share and no others: what it validates on is part of them.
/// </param>
/// <param name="CompareUntrained">Whether an untrained encoder, and fine-tuning from random weights, are measured as well.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record Experiment(
    string Name,
    string Preset,
    JsonObject Pretraining,
    IReadOnlyDictionary<string, JsonObject> Variants,
    IReadOnlyList<int> Seeds,
    CmaeFeatureKind Features,
    IReadOnlyList<double> LabelFractions,
    IReadOnlyDictionary<double, JsonObject>? FineTuning = null,
    bool CompareUntrained = true)
{
    /// <summary>What the encoder that is not trained is called among the variants.</summary>
    public const string UntrainedVariant = "untrained";

    private const string Start = "initializeFrom";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter() },
        ReadCommentHandling = JsonCommentHandling.Skip,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        WriteIndented = true,
    };

    /// <summary>Reads and checks a file; every option is set once, so that a wrong one is found before any training.</summary>
    /// <exception cref="InvalidDataException">The file is not an experiment; the message says where.</exception>
    public static Experiment Load(FileInfo file)
    {
        try
        {
            Experiment experiment = JsonSerializer.Deserialize<Experiment>(File.ReadAllText(file.FullName), Json)
                ?? throw new JsonException("the file is empty");
            experiment.Check();
            return experiment;
        }
        catch (Exception exception) when (exception is JsonException or ArgumentException)
        {
            throw new InvalidDataException($"'{file.FullName}' is not a valid experiment: {exception.Message}", exception);
        }
    }

    /// <summary>The experiment as it is compared and kept beside its results.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, Json);

    /// <summary>The same path with the least work: one seed, one epoch, one share of the labels.</summary>
    public Experiment Quick()
    {
        return this with
        {
            Name = $"{Name} (quick: shows that it runs, the figures mean nothing)",
            Pretraining = With(Pretraining, "epochs", 1),
            Variants = Variants.ToDictionary(variant => variant.Key, variant => With(variant.Value, "epochs", 1)),
            Seeds = [Seeds[0]],
            LabelFractions = [LabelFractions[^1]],
            FineTuning = FineTuning?.ToDictionary(share => share.Key, share => With(share.Value, "epochs", 1)),
        };

        static JsonObject With(JsonObject options, string key, int value)
        {
            var copy = options.DeepClone().AsObject();
            copy[key] = value;
            return copy;
        }
    }

    /// <summary>Fresh options of a variant, without the encoder it starts from.</summary>
    public CmaePretrainingOptions PretrainingOf(string variant, int seed)
    {
        CmaePretrainingOptions options = Untrained(seed);
        JsonObject own = Variants[variant].DeepClone().AsObject();
        own.Remove(Start);
        OptionValues.SetProperties(own, options, Json);
        options.Seed = seed;
        return options;
    }

    /// <summary>The variant whose encoder a variant starts from; null if it starts from random weights.</summary>
    public string? StartOf(string variant) => Variants[variant][Start]?.GetValue<string>();

    /// <summary>Passes over the images until a variant's encoder is there, including those of the variant that it starts from.</summary>
    public int EpochsOf(string variant) =>
        PretrainingOf(variant, Seeds[0]).Epochs!.Value + (StartOf(variant) is { } start ? EpochsOf(start) : 0);

    /// <summary>Fresh options of an encoder that is not trained: the sizes that all variants share.</summary>
    public CmaePretrainingOptions Untrained(int seed)
    {
        CmaePretrainingOptions options = CommandLine.Preset.Named(Preset).CreateOptions();
        OptionValues.SetProperties(Pretraining, options, Json);
        options.Seed = seed;
        return options;
    }

    /// <summary>Whether a share of the labels is fine-tuned with.</summary>
    public bool IsFineTuned(double fraction) => FineTuning?.ContainsKey(fraction) == true;

    /// <summary>Fresh options of fine-tuning with a share of the labels; null if there is none.</summary>
    public CmaeImageClassificationTrainer.Options? FineTuningOptions(double fraction, int seed)
    {
        if (FineTuning is null || !FineTuning.TryGetValue(fraction, out JsonObject? values))
            return null;
        var options = new CmaeImageClassificationTrainer.Options { Seed = seed };
        OptionValues.SetProperties(values, options, Json);
        return options;
    }

    private void Check()
    {
        if (CommandLine.Preset.All.All(preset => preset.Name != Preset))
            throw new ArgumentException(
                $"preset '{Preset}' is none of {string.Join(", ", CommandLine.Preset.All.Select(preset => preset.Name))}");
        if (Variants.Count == 0 || Seeds.Count == 0 || LabelFractions.Count == 0)
            throw new ArgumentException("variants, seeds and labelFractions need at least one entry each");
        if (Seeds.Distinct().Count() < Seeds.Count || LabelFractions.Distinct().Count() < LabelFractions.Count)
            throw new ArgumentException("seeds or labelFractions contain an entry twice");
        if (Variants.Keys.Prepend(UntrainedVariant).GroupBy(ExperimentFolder.NameOf)
            .FirstOrDefault(group => group.Count() > 1) is { } alike)
            throw new ArgumentException(
                $"the variants {string.Join(" and ", alike.Select(name => $"'{name}'"))} would share the folder '{alike.Key}'; their "
                    + "names must differ in ASCII letters or digits");
        foreach (double wrong in LabelFractions.Where(fraction => fraction is not (> 0 and <= 1)))
            throw new ArgumentException(
                string.Create(CultureInfo.InvariantCulture, $"labelFractions has {wrong}; each must be above 0 and at most 1"));
        HashSet<string> earlier = [];
        foreach (string variant in Variants.Keys)
        {
            if (Variants[variant][Start] is { } start && !earlier.Contains(start.ToString()))
                throw new ArgumentException($"variant '{variant}' has {Start} '{start}', which is not an earlier variant");
            earlier.Add(variant);
            if (PretrainingOf(variant, Seeds[0]) is { Epochs: null } or { TimeBudget: not null })
                throw new ArgumentException($"variant '{variant}' has no epochs, or a timeBudget: trainings are compared by epochs");
        }
        foreach (double fraction in FineTuning?.Keys ?? [])
        {
            if (!LabelFractions.Contains(fraction))
                throw new ArgumentException(
                    string.Create(CultureInfo.InvariantCulture, $"fineTuning has {fraction}, which is not among labelFractions"));
            FineTuningOptions(fraction, Seeds[0]);
        }
    }
}
