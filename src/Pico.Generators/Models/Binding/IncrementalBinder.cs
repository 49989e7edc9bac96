using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Pico.Generators.Diagnostics;

namespace Pico.Generators.Models;

/// <summary>Binds <c>[Incremental]</c>, which asks for a form of an entry point that takes sequences piece by piece.</summary>
internal static class IncrementalBinder
{
    public static IncrementalSpec? Bind(IMethodSymbol method, string owner, BindingLog log)
    {
        if (Marks.Find(method, Marks.Incremental) is not { } data)
        {
            return null;
        }

        if (data.ConstructorArguments.Length != 2 || data.ConstructorArguments[0].Value is not string dimension ||
            data.ConstructorArguments[1].Value is not string text)
        {
            log.MarkInvalid(owner);
            return null;
        }

        var location = data.ApplicationSyntaxReference?.GetSyntax() is AttributeSyntax syntax ? syntax.GetLocation() : Location.None;
        if (Marks.Has(method, Marks.Loss))
        {
            log.Report(owner, ModelDiagnostics.UnsupportedDeclaration, location, method.Name, "a loss is taken over whole sequences; put [Incremental] on the method that predicts");
            return null;
        }

        var constants = method.ContainingType.InstanceConstructors.SelectMany(constructor => constructor.Parameters)
            .Where(parameter => Marks.Number(parameter.Type) == NumberKind.Int).Select(parameter => parameter.Name).ToList();
        var named = method.Parameters.Select(parameter => Marks.Find(parameter, Marks.Shape)?.ConstructorArguments.FirstOrDefault().Value)
            .OfType<string>().SelectMany(shape => shape.Split(' ')).ToList();
        if (!named.Contains(dimension) || constants.Contains(dimension))
        {
            log.Report(owner, ModelDiagnostics.UnknownDimension, location, dimension, "is not a named dimension of the method's inputs");
            return null;
        }

        if (ShapeParser.ParseDimension(text) is not { } capacity || capacity.Symbols.Except(constants).Any())
        {
            log.Report(owner, ModelDiagnostics.UnknownDimension, location, text, "is not a size over the int parameters of the constructor");
            return null;
        }

        return new IncrementalSpec(dimension, capacity);
    }
}
