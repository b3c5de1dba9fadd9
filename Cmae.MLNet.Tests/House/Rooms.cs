namespace Cmae.MLNet.Tests.House;

/// <summary>The rooms of the library, top-level folders of its source, by the floor they stand on.</summary>
internal static class Rooms
{
    /// <summary>The room of a file that lies beside the folders: the catalog, on the roof.</summary>
    public const string Roof = "";

    private static readonly string[][] s_floors =
    [
        ["Encoders", "Files", "Runtime", "Tensors"],
        ["Imaging", "Onnx", "Checkpoints"],
        ["Training"],
        ["Modeling", "Labels"],
        ["FineTuning", "Scoring", "Evaluation"],
        ["Classification", "Segmentation", "Embedding", "Health"],
        ["Curation", "Pretraining"],
        ["Featurization"],
        ["Artifacts"],
        [Roof],
    ];

    /// <summary>The rooms from the ground up; those on one floor do not know one another.</summary>
    public static IReadOnlyList<IReadOnlyList<string>> Floors => s_floors;

    /// <summary>The floor of a room, 1 for the ground; 0 for a room that is on no floor.</summary>
    public static int FloorOf(string room) => Array.FindIndex(s_floors, floor => floor.Contains(room)) + 1;

    /// <summary>The room of a source file, by its path relative to the library's folder.</summary>
    public static string Of(string path) => path.Split('/') is [string room, _, ..] ? room : Roof;
}
