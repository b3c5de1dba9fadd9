using Cmae.MLNet.Tests.Docs;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Cmae.MLNet.Tests.House;

/// <summary>The library's source, compiled, so that each name leads to the file that declares it.</summary>
internal static class LibrarySource
{
    private static readonly string s_folder = Path.Combine(Documentation.Root, "Cmae.MLNet");

    /// <summary>Paths of the source files, relative to the library's folder, with forward slashes.</summary>
    public static IReadOnlyList<string> Files { get; } =
    [
        .. Directory.GetFiles(s_folder, "*.cs", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(s_folder, file).Replace('\\', '/'))
            .Where(file => file.Split('/')[0] is not ("obj" or "bin" or "build"))
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>Every use of something that another source file declares.</summary>
    public static IEnumerable<Import> Imports()
    {
        // named as the tests are, so that the built library shows its internals: what is generated (protobuf) is found there
        CSharpCompilation compilation = CSharpCompilation.Create(
            typeof(LibrarySource).Assembly.GetName().Name,
            [
                Parse(SnippetCompiler.ImplicitUsings, "usings"),
                .. Files.Select(file => Parse(File.ReadAllText(Path.Combine(s_folder, file)), file)),
            ],
            SnippetCompiler.References,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true));
        return compilation.SyntaxTrees.Skip(1).SelectMany(tree => ImportsOf(compilation.GetSemanticModel(tree), tree));
    }

    private static IEnumerable<Import> ImportsOf(SemanticModel model, SyntaxTree tree) =>
        from node in tree.GetRoot().DescendantNodes() // trivia left out: documentation may point anywhere
        where node is Microsoft.CodeAnalysis.CSharp.Syntax.SimpleNameSyntax
        from symbol in Symbols(model.GetSymbolInfo(node))
        where symbol is not INamespaceSymbol
        let files = symbol.Locations.Where(place => place.IsInSource).Select(place => place.SourceTree!.FilePath).ToArray()
        where files.Length > 0 && !files.Contains(tree.FilePath)
        let line = node.GetLocation().GetLineSpan().StartLinePosition.Line + 1
        select new Import(tree.FilePath, line, symbol.ToDisplayString(), LowestOf(files));

    private static IEnumerable<ISymbol> Symbols(SymbolInfo found) => found.Symbol is { } symbol ? [symbol] : found.CandidateSymbols;

    // a partial type is its lowest part's; what a higher part adds to it has a file of its own
    private static string LowestOf(string[] files) => files.MinBy(file => Rooms.FloorOf(Rooms.Of(file)))!;

    private static SyntaxTree Parse(string text, string path) =>
        CSharpSyntaxTree.ParseText(text, new CSharpParseOptions(LanguageVersion.Latest), path);
}
