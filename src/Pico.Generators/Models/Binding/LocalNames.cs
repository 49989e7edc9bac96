using System.Collections.Generic;
using Microsoft.CodeAnalysis;

namespace Pico.Generators.Models;

/// <summary>
/// The names of a body's locals. C# lets blocks that lie side by side use one name for different locals; a body has one list of
/// variables, so every further one is told apart by a mark that is no part of a name.
/// </summary>
internal sealed class LocalNames
{
    private readonly Dictionary<ISymbol, string> names = new(SymbolEqualityComparer.Default);
    private readonly HashSet<string> taken = new();

    public string Of(ILocalSymbol local)
    {
        if (!names.TryGetValue(local, out var name))
        {
            name = local.Name;
            while (!taken.Add(name))
            {
                name += "'";
            }

            names.Add(local, name);
        }

        return name;
    }
}
