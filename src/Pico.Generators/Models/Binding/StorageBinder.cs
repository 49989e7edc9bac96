using System.Linq;
using Microsoft.CodeAnalysis;
using Pico.Generators.Diagnostics;
using Pico.Generators.Ir;

namespace Pico.Generators.Models;

/// <summary>Binds the <c>Storage</c> of a <c>[Model]</c>.</summary>
internal static class StorageBinder
{
    private const string Argument = "Storage";

    public static ElementStorage Bind(INamedTypeSymbol type, string owner, BindingLog log)
    {
        var data = Marks.Find(type, Marks.Model);
        switch (data?.NamedArguments.FirstOrDefault(argument => argument.Key == Argument).Value.Value)
        {
            case null or 0:
                return ElementStorage.AsComputed;
            case 1:
                return ElementStorage.BFloat16;
            default:
                var location = data!.ApplicationSyntaxReference?.GetSyntax().GetLocation() ?? Location.None;
                log.Report(owner, ModelDiagnostics.UnsupportedDeclaration, location, type.Name, "its storage must be Storage.Float32 or Storage.BFloat16");
                return ElementStorage.AsComputed;
        }
    }
}
