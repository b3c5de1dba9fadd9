using System.Text.RegularExpressions;
using Cmae.MLNet.Tests.House;

namespace Cmae.MLNet.Tests.Docs;

/// <summary>CONTRIBUTING draws the floors as a table, the roof first: those that <see cref="RoomTests"/> holds.</summary>
[TestClass]
public sealed partial class FloorTableTests
{
    [TestMethod]
    public void ContributingDrawsTheFloorsAsTheyAre()
    {
        string[] drawn =
        [
            .. Documentation.Prose(Path.Combine(Documentation.Root, "CONTRIBUTING.md"))
                .Select(line => Row().Match(line.Text))
                .Where(row => row.Success)
                .Select(row => row.Value),
        ];
        string[] actual =
        [
            .. Rooms.Floors.Index().Reverse().Select(floor => $"| {floor.Index + 1} | {string.Join(", ", floor.Item.Select(Name))} |"),
        ];
        Assert.AreEqual(string.Join(Environment.NewLine, actual), string.Join(Environment.NewLine, drawn));
    }

    private static string Name(string room) => room == Rooms.Roof ? "`CmaeCatalog.cs`" : $"`{room}/`";

    [GeneratedRegex(@"^\| \d+ \| .* \|$")]
    private static partial Regex Row();
}
