using System.Text.RegularExpressions;

namespace Cmae.MLNet.Tests.Docs;

[TestClass]
public sealed partial class LinkTests
{
    [TestMethod]
    public void EveryRelativeLinkAndPictureLeadsSomewhere() => AssertNone(
        from page in Documentation.Pages
        from line in Documentation.Prose(page)
        from Match link in Link().Matches(line.Text)
        let target = link.Groups["target"].Value
        where !target.Contains(':', StringComparison.Ordinal) && !IsThere(page, target)
        select $"{Documentation.NameOf(page)}, line {line.Line}: nothing is at '{target}'");

    [TestMethod]
    public void EverySourceFileThatIsNamedExists() => AssertNone(
        from page in Documentation.Pages
        from line in Documentation.Prose(page)
        from Match name in SourceFile().Matches(line.Text)
        let path = name.Groups["path"].Value
        where !SourceFolders().Any(folder => File.Exists(Path.Combine(folder, path)))
        select $"{Documentation.NameOf(page)}, line {line.Line}: there is no file '{path}'");

    [TestMethod]
    public void EveryRoomThatContributingNamesExists()
    {
        string page = Path.Combine(Documentation.Root, "CONTRIBUTING.md");
        (string Path, int Line)[] rooms =
        [
            .. from line in Documentation.Prose(page)
               from Match name in Room().Matches(line.Text)
               select (name.Groups["path"].Value, line.Line),
        ];
        Assert.IsNotEmpty(rooms);
        AssertNone(
            from room in rooms
            where !SourceFolders().Any(folder => Directory.Exists(Path.Combine(folder, room.Path)))
            select $"CONTRIBUTING.md, line {room.Line}: there is no folder '{room.Path}'");
    }

    [TestMethod]
    public void EveryPageCanBeReachedFromTheReadme()
    {
        string readme = Path.Combine(Documentation.Root, "README.md");
        HashSet<string> reached = [readme];
        Queue<string> open = new([readme]);
        while (open.TryDequeue(out string? page))
        {
            foreach (string linked in LinkedPages(page).Where(reached.Add))
                open.Enqueue(linked);
        }
        AssertNone(Documentation.Pages.Except(reached).Select(page => $"No link leads from README.md to {Documentation.NameOf(page)}"));
    }

    [TestMethod]
    [DataRow("Time budget", "time-budget")]
    [DataRow("1. What, `Fit` and all?", "1-what-fit-and-all")]
    [DataRow("Names with_underscore - and dash", "names-with_underscore---and-dash")]
    public void AHeadingsAnchorIsThatOfGitHub(string heading, string anchor) => Assert.AreEqual(anchor, Anchor(heading));

    private static void AssertNone(IEnumerable<string> errors) => Assert.IsEmpty(errors, string.Join(Environment.NewLine, errors));

    private static bool IsThere(string page, string target)
    {
        string[] parts = target.Split('#', 2);
        string file = parts[0].Length == 0 ? page : Path.GetFullPath(Path.Combine(Path.GetDirectoryName(page)!, parts[0]));
        return (File.Exists(file) || Directory.Exists(file)) && (parts.Length == 1 || Anchors(file).Contains(parts[1]));
    }

    private static IEnumerable<string> LinkedPages(string page) =>
        from line in Documentation.Prose(page)
        from Match link in Link().Matches(line.Text)
        let path = link.Groups["target"].Value.Split('#')[0]
        where path.EndsWith(".md", StringComparison.Ordinal) && !path.Contains(':', StringComparison.Ordinal)
        select Path.GetFullPath(Path.Combine(Path.GetDirectoryName(page)!, path));

    private static IEnumerable<string> Anchors(string page) =>
        from line in Documentation.Prose(page)
        where line.Text.StartsWith('#')
        select Anchor(line.Text.TrimStart('#').Trim());

    private static string Anchor(string heading) => NotInAnchor().Replace(heading.ToLowerInvariant(), "").Replace(' ', '-');

    private static IEnumerable<string> SourceFolders() => [Documentation.Root, Path.Combine(Documentation.Root, "Cmae.MLNet")];

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"`(?<path>[\w./-]+\.(cs|csproj|targets|proto|props|sln))`")]
    private static partial Regex SourceFile();

    [GeneratedRegex(@"`(?<path>[\w.-]+(/[\w.-]+)*)/`")]
    private static partial Regex Room();

    [GeneratedRegex(@"[^\w\- ]")]
    private static partial Regex NotInAnchor();
}
