using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace Cmae.MLNet.Tests.Docs;

/// <summary>
/// Compiles a snippet as the top-level statements of a console application that references this library's public API, with
/// the SDK's implicit usings, those of the README, and the names of <see cref="SnippetNames"/>.
/// </summary>
internal static class SnippetCompiler
{
    /// <summary>The usings that the SDK adds to every file of a console application or library.</summary>
    public const string ImplicitUsings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Threading;
        global using System.Threading.Tasks;

        """;

    private const string Usings = ImplicitUsings + """
        global using Cmae.MLNet;
        global using Microsoft.Extensions.AI;
        global using Microsoft.ML;
        global using Microsoft.ML.Data;
        global using static Cmae.MLNet.Tests.Docs.SnippetNames;
        """;

    private static readonly CSharpParseOptions s_language = new(LanguageVersion.Latest);
    private static readonly SyntaxTree s_usings = CSharpSyntaxTree.ParseText(Usings, s_language);
    private static readonly Lazy<MetadataReference[]> s_references = new(() =>
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Append(typeof(SnippetNames).Assembly.Location)
            .DistinctBy(Path.GetFileName)
            .Select(file => MetadataReference.CreateFromFile(file)),
    ]);

    /// <summary>The framework, what the tests reference, and the tests themselves.</summary>
    public static IReadOnlyList<MetadataReference> References => s_references.Value;

    /// <summary>Errors and warnings of a snippet, each with page and line; none if it is sound.</summary>
    public static IReadOnlyList<string> Errors(Snippet snippet)
    {
        SyntaxTree tree = CSharpSyntaxTree.ParseText(
            SourceText.From($"#line {snippet.Line} \"{snippet.Page}\"\n{snippet.Code}", Encoding.UTF8), s_language);
        CSharpCompilation compilation = CSharpCompilation.Create(
            "Snippet", [s_usings, tree], s_references.Value,
            new CSharpCompilationOptions(OutputKind.ConsoleApplication, nullableContextOptions: NullableContextOptions.Enable));
        return
        [
            .. compilation.GetDiagnostics()
                .Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning)
                .Select(diagnostic => diagnostic.ToString()),
        ];
    }
}
