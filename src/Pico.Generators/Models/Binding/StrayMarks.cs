using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Pico.Generators.Diagnostics;

namespace Pico.Generators.Models;

/// <summary>Attributes that say something of layers, on a class or field that no model knows of: they would do nothing.</summary>
internal static class StrayMarks
{
    /// <summary>What is wrong with a class that is neither layer nor model.</summary>
    public static IEnumerable<Diagnostic> Find(INamedTypeSymbol type)
    {
        if (Marks.Has(type, Marks.Recompute))
        {
            yield return Report(ClassRules.Location(type), type.Name, "only a layer can be [Recompute], and the class is no [Layer]");
        }

        if (Marks.Has(type, Marks.Weights))
        {
            yield return Report(ClassRules.Location(type), type.Name, "only a model has [Weights], and the class is no [Model]");
        }

        foreach (var field in type.GetMembers().OfType<IFieldSymbol>().Where(field => !field.IsImplicitlyDeclared))
        {
            foreach (var (mark, name) in new[] { (Marks.Recompute, "Recompute"), (Marks.Frozen, "Frozen"), (Marks.Group, "Group"), (Marks.Buffer, "Buffer") })
            {
                if (Marks.Has(field, mark))
                {
                    yield return Report(field.Locations[0], field.Name, "[" + name + "] speaks of fields of a [Layer] or [Model], and '" + type.Name + "' is neither");
                }
            }
        }
    }

    private static Diagnostic Report(Location location, string name, string why) =>
        Diagnostic.Create(ModelDiagnostics.UnsupportedDeclaration, location, name, why);
}
