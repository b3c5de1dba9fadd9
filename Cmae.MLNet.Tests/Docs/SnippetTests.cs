namespace Cmae.MLNet.Tests.Docs;

[TestClass]
public sealed class SnippetTests
{
    [TestMethod]
    public void EverySnippetCompiles()
    {
        Snippet[] snippets = [.. Documentation.Pages.SelectMany(Snippet.Of)];
        Assert.Contains("README.md", snippets.Select(snippet => snippet.Page), "The README has no C# snippet.");
        string[] errors = [.. snippets.SelectMany(SnippetCompiler.Errors)];
        Assert.IsEmpty(errors, string.Join(Environment.NewLine, errors));
    }

    [TestMethod]
    public void AnErrorNamesPageAndLine()
    {
        var snippet = new Snippet("docs/page.md", 41, "int one = 1;\nConsole.WriteLine(one.NoSuchMember);\n");
        string error = Assert.ContainsSingle(SnippetCompiler.Errors(snippet));
        Assert.StartsWith("docs/page.md(42,", error);
        Assert.Contains("NoSuchMember", error);
    }

    [TestMethod]
    public void ASnippetSeesThePublicApiOnly()
    {
        var snippet = new Snippet("docs/page.md", 1, "Console.WriteLine(Cmae.MLNet.Pretraining.PretrainingDefaults.Epochs(1));\n");
        Assert.Contains("inaccessible", Assert.ContainsSingle(SnippetCompiler.Errors(snippet)));
    }
}
