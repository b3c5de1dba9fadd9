namespace Cmae.MLNet.Tests.House;

/// <summary>Holds CONTRIBUTING's rule that nobody imports upwards: a room knows only rooms on lower floors.</summary>
[TestClass]
public sealed class RoomTests
{
    private static readonly Lazy<Import[]> s_imports = new(() => [.. LibrarySource.Imports()]);

    public required TestContext TestContext { get; set; }

    [TestMethod]
    public void EveryRoomIsOnAFloor()
    {
        string[] rooms = [.. LibrarySource.Files.Select(Rooms.Of).Distinct()];
        CollectionAssert.AreEquivalent(rooms, Rooms.Floors.SelectMany(floor => floor).ToArray());
    }

    [TestMethod]
    public void NobodyImportsUpwards()
    {
        foreach ((int index, IReadOnlyList<string> floor) in Rooms.Floors.Index().Reverse())
            TestContext.WriteLine($"{index + 1}  {string.Join("  ", floor.Select(room => room == Rooms.Roof ? "the catalog" : room))}");
        Import[] upward =
        [
            .. s_imports.Value.Where(import => import.From != import.To && Rooms.FloorOf(import.To) >= Rooms.FloorOf(import.From)),
        ];
        Assert.IsEmpty(upward, string.Join(Environment.NewLine, upward.AsEnumerable()));
    }

    /// <summary>Were names not resolved, nothing would be found upwards either.</summary>
    [TestMethod]
    public void ImportsDownwardsAreFound()
    {
        (string From, string To)[] known =
        [
            (Rooms.Roof, "Featurization"), ("Artifacts", "Checkpoints"), ("Pretraining", "Modeling"),
            ("Scoring", "Onnx"), ("Imaging", "Encoders"), ("Modeling", "Tensors"),
        ];
        foreach ((string from, string to) in known)
            Assert.IsTrue(s_imports.Value.Any(import => import.From == from && import.To == to), $"{from} uses {to}, which is not found.");
    }
}
