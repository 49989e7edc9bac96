using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Pico.Generators.Grammars;

/// <summary>Finds a stretch of a string's value in the literal that wrote it.</summary>
internal static class StringLiteralMap
{
    /// <summary>The location of a stretch of the value; that of the whole expression where it is not one literal.</summary>
    public static Location Locate(ExpressionSyntax expression, int start, int length)
    {
        if (expression is not LiteralExpressionSyntax literal || !literal.IsKind(SyntaxKind.StringLiteralExpression))
        {
            return expression.GetLocation();
        }

        var (text, value) = (literal.Token.Text, literal.Token.ValueText);
        if (start < 0 || length < 0 || start + length > value.Length)
        {
            return expression.GetLocation();
        }

        var positions = new int[value.Length + 1];
        var isMapped = literal.Token.Kind() switch
        {
            SyntaxKind.SingleLineRawStringLiteralToken => Raw(text, positions),
            SyntaxKind.MultiLineRawStringLiteralToken => RawLines(text, positions),
            _ => text[0] == '@' ? Verbatim(text, positions) : Escaped(text, positions),
        };
        if (!isMapped)
        {
            return expression.GetLocation();
        }

        var origin = literal.Token.SpanStart;
        var first = origin + positions[start];
        var last = length == 0 ? first + 1 : origin + positions[start + length];
        return Location.Create(expression.SyntaxTree, TextSpan.FromBounds(first, last));
    }

    private static bool Verbatim(string text, int[] positions)
    {
        var at = 2;
        for (var i = 0; i < positions.Length; i++)
        {
            positions[i] = at;
            at += at + 1 < text.Length && text[at] == '"' ? 2 : 1;
        }

        return true;
    }

    private static bool Escaped(string text, int[] positions)
    {
        var at = 1;
        for (var i = 0; i < positions.Length; i++)
        {
            positions[i] = at;
            if (at >= text.Length || text[at] != '\\')
            {
                at++;
                continue;
            }

            var digits = text[at + 1] switch { 'u' => 4, 'U' => 8, 'x' => HexDigits(text, at + 2), _ => 0 };
            at += 2 + digits;
            if (digits == 8 && i + 2 < positions.Length && IsAstral(text, at - 8))
            {
                positions[++i] = at; // a surrogate pair is two places in the value, one escape in the text
            }
        }

        return true;
    }

    private static int HexDigits(string text, int at)
    {
        var count = 0;
        while (count < 4 && System.Uri.IsHexDigit(text[at + count]))
        {
            count++;
        }

        return count;
    }

    private static bool IsAstral(string text, int at) => text.Substring(at, 4).Trim('0').Length > 0;

    private static bool Raw(string text, int[] positions)
    {
        var quotes = text.Length - text.TrimStart('"').Length;
        for (var i = 0; i < positions.Length; i++)
        {
            positions[i] = quotes + i;
        }

        return true;
    }

    private static bool RawLines(string text, int[] positions)
    {
        var lastLine = text.LastIndexOf('\n') + 1;
        var indentation = 0;
        while (text[lastLine + indentation] is ' ' or '\t')
        {
            indentation++;
        }

        var at = text.IndexOf('\n') + 1 + indentation;
        for (var i = 0; i < positions.Length; i++)
        {
            if (at > text.Length)
            {
                return false;
            }

            positions[i] = at;
            var isLineEnd = at < text.Length && text[at] == '\n';
            at++;
            if (isLineEnd)
            {
                for (var j = 0; j < indentation && at < text.Length && text[at] is ' ' or '\t'; j++)
                {
                    at++; // a blank line may be shorter
                }
            }
        }

        return true;
    }
}
