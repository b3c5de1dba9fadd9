using System.Text.RegularExpressions;

namespace Cmae.MLNet.Tests.Docs;

/// <summary>The guide's chapter on troubleshooting quotes messages as <c>&gt; `message`</c>, with "…" for what the library fills in.</summary>
[TestClass]
public sealed partial class TroubleshootingTests
{
    [TestMethod]
    public void EveryQuotedMessageIsOneOfTheLibrary()
    {
        string page = Path.Combine(Documentation.Root, "docs", "guide", "troubleshooting.md");
        string[] messages =
        [
            .. Documentation.Prose(page)
                .Select(line => Quoted().Match(line.Text))
                .Where(match => match.Success)
                .Select(match => match.Groups[1].Value),
        ];
        Assert.IsNotEmpty(messages);
        string[] texts = [.. SourceFiles().SelectMany(file => MessageText.AllOf(File.ReadAllText(file)))];
        string[] unknown = [.. messages.Where(message => !Array.Exists(texts, text => MessageText.Matches(text, message)))];
        Assert.IsEmpty(
            unknown,
            $"{Documentation.NameOf(page)} quotes messages that the library does not have:{Environment.NewLine}"
                + string.Join(Environment.NewLine, unknown));
    }

    [TestMethod]
    public void PartsOfAMessageAreReadTogetherAndValuesLeftOut()
    {
        string text = Assert.ContainsSingle(MessageText.AllOf("""_ = $"The file '{path}' is " + "not an image" + (a ? b : c) + ".";"""));
        Assert.AreEqual("The file '…' is not an image….", text);
        Assert.IsTrue(MessageText.Matches(text, "The file '…' is not an image"));
        Assert.IsFalse(MessageText.Matches(text, "The image '…' is not a file"));
    }

    private static IEnumerable<string> SourceFiles() =>
        from file in Directory.EnumerateFiles(Path.Combine(Documentation.Root, "Cmae.MLNet"), "*.cs", SearchOption.AllDirectories)
        let folder = Path.GetRelativePath(Documentation.Root, file).Split(Path.DirectorySeparatorChar)[1]
        where folder is not ("bin" or "obj")
        select file;

    [GeneratedRegex("^> `([^`]+)`$")]
    private static partial Regex Quoted();
}
