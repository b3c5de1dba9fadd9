using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Cmae.MLNet.Tests.Docs;

/// <summary>The texts of a source file, as a reader of its messages would write them down: "…" instead of what is filled in.</summary>
internal static class MessageText
{
    public const string FilledIn = "…";

    /// <summary>Every string expression of a source file; concatenated parts are one text.</summary>
    public static IEnumerable<string> AllOf(string source) =>
        from node in CSharpSyntaxTree.ParseText(source).GetRoot().DescendantNodes().OfType<ExpressionSyntax>()
        where IsText(node) && !(node.Parent is BinaryExpressionSyntax parent && IsText(parent))
        select Text(node);

    /// <summary>Whether a text has the fixed parts of a quoted message, in their order.</summary>
    public static bool Matches(string text, string message)
    {
        int position = 0;
        foreach (string part in message.Split(FilledIn, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            int found = text.IndexOf(part, position, StringComparison.Ordinal);
            if (found < 0)
                return false;
            position = found + part.Length;
        }
        return position > 0;
    }

    private static bool IsText(SyntaxNode node) => node switch
    {
        LiteralExpressionSyntax literal => literal.IsKind(SyntaxKind.StringLiteralExpression),
        InterpolatedStringExpressionSyntax => true,
        BinaryExpressionSyntax sum => sum.IsKind(SyntaxKind.AddExpression) && (IsText(sum.Left) || IsText(sum.Right)),
        _ => false,
    };

    private static string Text(ExpressionSyntax expression) => expression switch
    {
        LiteralExpressionSyntax literal when IsText(literal) => literal.Token.ValueText,
        InterpolatedStringExpressionSyntax interpolated => string.Concat(interpolated.Contents.Select(content =>
            content is InterpolatedStringTextSyntax text ? text.TextToken.ValueText : FilledIn)),
        BinaryExpressionSyntax sum when IsText(sum) => Text(sum.Left) + Text(sum.Right),
        _ => FilledIn,
    };
}
