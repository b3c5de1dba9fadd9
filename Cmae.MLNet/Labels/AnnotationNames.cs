namespace Cmae.MLNet.Labels;

/// <summary>Names of the annotations by which ML.NET's evaluators and transformers know a classifier's columns.</summary>
internal static class AnnotationNames
{
    public const string KeyValues = "KeyValues";

    public const string SlotNames = "SlotNames";

    public const string TrainingLabelValues = "TrainingLabelValues";

    public const string ScoreColumnKind = "ScoreColumnKind";

    public const string ScoreColumnSetId = "ScoreColumnSetId";

    public const string ScoreValueKind = "ScoreValueKind";
}
