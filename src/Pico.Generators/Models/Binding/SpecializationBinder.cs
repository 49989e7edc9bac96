using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Pico.Generators.Diagnostics;
using Pico.Generators.Ir;

namespace Pico.Generators.Models;

/// <summary>Binds the <c>[Specialize]</c> attributes of a model to values of its constructor's parameters.</summary>
internal sealed class SpecializationBinder
{
    private readonly DeclarationTable table;
    private readonly INamedTypeSymbol type;
    private readonly LayerSpec model;

    public SpecializationBinder(DeclarationTable table, INamedTypeSymbol type, LayerSpec model)
    {
        this.table = table;
        this.type = type;
        this.model = model;
    }

    /// <summary>The specialisations, those that name most parameters first: where several fit, the narrowest is meant.</summary>
    public EquatableArray<SpecializationSpec> Bind()
    {
        var body = model.Key + " [Specialize]";
        table.Log.SetOwner(body, model.Key);
        var specializations = new List<SpecializationSpec>();
        foreach (var attribute in SpecializeAttributes.FindAll(type, table.Compilation, table.Cancellation))
        {
            if (Bind(attribute) is not { } parameters)
            {
                continue;
            }

            if (specializations.Any(other => other.Parameters.Equals(parameters)))
            {
                Report(attribute.GetLocation(), "another [Specialize] gives the same values");
                continue;
            }

            table.Log.SetLocation(body, specializations.Count, attribute.GetLocation());
            specializations.Add(new SpecializationSpec(new ExpressionPlace(body, specializations.Count), parameters));
        }

        return specializations.OrderByDescending(specialization => specialization.Parameters.Count).ToEquatableArray();
    }

    /// <summary>The values in the order of the constructor's parameters; null when something is wrong with one.</summary>
    private EquatableArray<SpecializedParameter>? Bind(AttributeSyntax attribute)
    {
        var arguments = attribute.ArgumentList?.Arguments ?? default;
        if (arguments.Count == 0)
        {
            Report(attribute.GetLocation(), "it must give the value of at least one parameter of the constructor");
            return null;
        }

        var semantics = table.ModelOf(attribute);
        var values = new Dictionary<string, SpecializedParameter>();
        foreach (var argument in arguments)
        {
            if (Bind(argument, semantics) is not { } value)
            {
                continue;
            }

            if (values.ContainsKey(value.Name))
            {
                table.Log.MarkInvalid(model.Key); // the C# compiler reports a name that is given twice
            }

            values[value.Name] = value;
        }

        return values.Count < arguments.Count ? null
            : model.Parameters.Where(parameter => values.ContainsKey(parameter.Name)).Select(parameter => values[parameter.Name]).ToEquatableArray();
    }

    private SpecializedParameter? Bind(AttributeArgumentSyntax argument, SemanticModel semantics)
    {
        if (argument.NameColon is not { Name: var named })
        {
            Report(argument.GetLocation(), "write the parameter's name in front of the value, with a colon");
            return null;
        }

        var name = named.Identifier.ValueText;
        if (model.Parameters.FirstOrDefault(candidate => candidate.Name == name) is not { } parameter)
        {
            Report(named.GetLocation(), "'" + name + "' is no parameter of its constructor, which has " + (model.Parameters.Count == 0
                ? "none" : string.Join(", ", model.Parameters.Select(candidate => candidate.Name))));
            return null;
        }

        var constant = semantics.GetConstantValue(argument.Expression, table.Cancellation);
        if (Number(parameter.Kind, constant.HasValue ? constant.Value : null) is not { } value)
        {
            Report(argument.Expression.GetLocation(), "'" + name + "' needs a constant of type " + NumberText.TypeOf(parameter.Kind));
            return null;
        }

        if (double.IsNaN(value))
        {
            Report(argument.Expression.GetLocation(), "no value of '" + name + "' equals NaN");
            return null;
        }

        return new SpecializedParameter(name, parameter.Kind, value);
    }

    /// <summary>A constant as C# converts it to a parameter's type, or null where it does not.</summary>
    private static double? Number(NumberKind kind, object? constant) => (kind, constant) switch
    {
        (NumberKind.Int, int) or (NumberKind.Bool, bool) or (NumberKind.Float, float) or (NumberKind.Double, int or float or double) => Marks.Value(constant),
        (NumberKind.Float, int value) => (float)value,
        _ => null,
    };

    private void Report(Location location, string why) =>
        table.Log.Report(model.Key, ModelDiagnostics.BadSpecialization, location, type.Name, why);
}
