using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Pico.Generators.Grammars;

/// <summary>The attributes of a grammar in the order in which they were bound; specs refer to them by ordinal, since locations would spoil caching.</summary>
internal sealed class GrammarSites
{
    private readonly List<(AttributeData Attribute, int Argument)> sites = new();
    private readonly CancellationToken cancellation;

    public GrammarSites(CancellationToken cancellation) => this.cancellation = cancellation;

    /// <summary>Adds an attribute.</summary>
    /// <param name="attribute">The attribute.</param>
    /// <param name="argument">Which of its positional arguments is the text that ranges count in; -1 if none is.</param>
    public int Add(AttributeData attribute, int argument)
    {
        sites.Add((attribute, argument));
        return sites.Count - 1;
    }

    public Location Locate(int site, int start, int length)
    {
        var (attribute, argument) = sites[site];
        if (attribute.ApplicationSyntaxReference?.GetSyntax(cancellation) is not AttributeSyntax syntax)
        {
            return Location.None;
        }

        var arguments = syntax.ArgumentList?.Arguments.Where(item => item.NameEquals is null).ToArray();
        return argument >= 0 && arguments is not null && argument < arguments.Length && (start > 0 || length > 0)
            ? StringLiteralMap.Locate(arguments[argument].Expression, start, length)
            : syntax.GetLocation();
    }
}
