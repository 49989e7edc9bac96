using System.Collections.Generic;
using System.Text;
using Microsoft.CodeAnalysis;
using Pico.Generators.Ir;

namespace Pico.Generators.Models;

/// <summary>Numbers the expressions of one body: their text goes into the spec, their location into the log.</summary>
internal sealed class SourceTable
{
    private const int LongestText = 120;

    private readonly string body;
    private readonly BindingLog log;
    private readonly List<string> texts = new();

    public SourceTable(string body, string owner, BindingLog log)
    {
        this.body = body;
        this.log = log;
        log.SetOwner(body, owner);
    }

    public int Add(SyntaxNode syntax) => Add(Text(syntax), syntax.GetLocation());

    public int Add(string text, Location? location)
    {
        texts.Add(text);
        if (location is not null)
        {
            log.SetLocation(body, texts.Count - 1, location);
        }

        return texts.Count - 1;
    }

    public EquatableArray<string> ToSources() => texts.ToEquatableArray();

    /// <summary>The text of an expression on one line, shortened where it is long.</summary>
    public static string Text(SyntaxNode syntax)
    {
        var text = new StringBuilder();
        var blank = false;
        foreach (var token in syntax.DescendantTokens())
        {
            if (text.Length > 0 && (blank || token.HasLeadingTrivia))
            {
                text.Append(' ');
            }

            text.Append(token.Text);
            blank = token.HasTrailingTrivia;
            if (text.Length > LongestText)
            {
                return text.ToString(0, LongestText - 1) + "…";
            }
        }

        return text.ToString();
    }
}
