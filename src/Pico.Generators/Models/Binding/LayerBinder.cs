using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using Pico.Generators.Diagnostics;
using Pico.Generators.Ir;

namespace Pico.Generators.Models;

/// <summary>Binds a class with parameters, layers and methods over tensors, from its syntax.</summary>
internal sealed class LayerBinder
{
    private readonly DeclarationTable table;
    private readonly INamedTypeSymbol type;
    private readonly string key;
    private readonly SourceTable sources;

    public LayerBinder(DeclarationTable table, INamedTypeSymbol type)
    {
        this.table = table;
        this.type = type;
        key = Marks.Key(type);
        sources = new SourceTable(key, key, table.Log);
    }

    public LayerSpec Bind()
    {
        ClassRules.Check(type, key, table.Log);
        var parameters = BindConstructor(type, key, table.Log);
        CheckMethods();
        var fields = BindFields();
        var methods = new List<MethodSpec>();
        foreach (var method in TensorMethods(type).Concat(TensorGetters(type)))
        {
            if (table.Method(method, key, Location(method)) is { } spec)
            {
                methods.Add(spec);
            }
        }

        ReportUnused(fields);
        return new LayerSpec(
            key, type.Name, parameters, fields, methods.Select(method => method.Key).ToEquatableArray(), sources.ToSources(),
            Marks.Has(type, Marks.Recompute));
    }

    /// <summary>A layer needs something to call; where a method's types are unknown, the C# compiler speaks first.</summary>
    private void CheckMethods()
    {
        var isUnknown = type.GetMembers().OfType<IMethodSymbol>().Any(method =>
            method.ReturnType.TypeKind == TypeKind.Error || method.Parameters.Any(parameter => parameter.Type.TypeKind == TypeKind.Error));
        if (Marks.Has(type, Marks.Layer) && !isUnknown && !TensorMethods(type).Any())
        {
            table.Log.Report(key, ModelDiagnostics.NothingToCall, ClassRules.Location(type), type.Name);
        }
    }

    /// <summary>The methods that others call: public or internal, over tensors.</summary>
    public static IEnumerable<IMethodSymbol> TensorMethods(INamedTypeSymbol type) => type.GetMembers().OfType<IMethodSymbol>().Where(method =>
        method is { MethodKind: MethodKind.Ordinary, IsStatic: false, DeclaredAccessibility: Accessibility.Public or Accessibility.Internal } &&
        Marks.IsTensor(method.ReturnType) && method.Parameters.Any(parameter => Marks.IsTensor(parameter.Type)));

    /// <summary>The properties that others read, such as a weight that is shared: public or internal, read-only, with a body.</summary>
    private static IEnumerable<IMethodSymbol> TensorGetters(INamedTypeSymbol type) => type.GetMembers().OfType<IPropertySymbol>()
        .Where(property =>
            property is { IsStatic: false, IsIndexer: false, SetMethod: null, DeclaredAccessibility: Accessibility.Public or Accessibility.Internal } &&
            Marks.IsTensor(property.Type))
        .Select(property => property.GetMethod)
        .OfType<IMethodSymbol>()
        .Where(getter => getter.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() is
            ArrowExpressionClauseSyntax or AccessorDeclarationSyntax { Body: not null } or AccessorDeclarationSyntax { ExpressionBody: not null });

    /// <summary>The parameters of the primary constructor.</summary>
    public static EquatableArray<ConstructorParameterSpec> BindConstructor(INamedTypeSymbol type, string owner, BindingLog log)
    {
        var parameters = new List<ConstructorParameterSpec>();
        foreach (var constructor in type.InstanceConstructors.Where(constructor => !constructor.IsImplicitlyDeclared))
        {
            var syntax = constructor.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax();
            if (syntax is not TypeDeclarationSyntax)
            {
                log.Report(
                    owner, ModelDiagnostics.UnsupportedConstructor, (syntax as ConstructorDeclarationSyntax)?.Identifier.GetLocation() ?? ClassRules.Location(type),
                    type.Name, "write its parameters behind the class name (a primary constructor)");
                continue;
            }

            foreach (var parameter in constructor.Parameters)
            {
                if (parameter.Name.Length == 0 || parameters.Any(other => other.Name == parameter.Name))
                {
                    log.MarkInvalid(owner);
                }
                else if (Marks.Number(parameter.Type) is { } kind && parameter.RefKind == RefKind.None)
                {
                    var value = parameter.HasExplicitDefaultValue ? Marks.Value(parameter.ExplicitDefaultValue) : null;
                    parameters.Add(new ConstructorParameterSpec(parameter.Name, kind, value));
                }
                else if (parameter.Type.TypeKind == TypeKind.Error)
                {
                    log.MarkInvalid(owner);
                }
                else
                {
                    log.Report(
                        owner, ModelDiagnostics.UnsupportedConstructor, parameter.Locations[0], type.Name,
                        "the parameter '" + parameter.Name + "' must be an int, float, double or bool");
                }
            }
        }

        return parameters.ToEquatableArray();
    }

    private static Location Location(IMethodSymbol method) => method.Locations.FirstOrDefault() ?? Microsoft.CodeAnalysis.Location.None;

    private EquatableArray<FieldSpec> BindFields()
    {
        var fields = new List<FieldSpec>();
        foreach (var field in type.GetMembers().OfType<IFieldSymbol>())
        {
            if (field is { IsImplicitlyDeclared: false, IsStatic: false, IsConst: false } && !ClassRules.IsGenerated(field) && BindField(field) is { } spec)
            {
                fields.Add(spec);
            }
        }

        return fields.ToEquatableArray();
    }

    private FieldSpec? BindField(IFieldSymbol field)
    {
        table.Cancellation.ThrowIfCancellationRequested();
        var isParameter = Marks.HoldsTensor(field);
        var buffer = Marks.Find(field, Marks.Buffer);
        if (buffer is not null && (Marks.Has(field, Marks.Parameter) || Marks.Has(field, Marks.Frozen)))
        {
            Unsupported(field, "a [Buffer] is no [Parameter] and never trained, so it cannot be [Frozen]");
            return null;
        }

        var isLayers = Marks.IsLayers(field.Type);
        var isLayer = isLayers || (field.Type is INamedTypeSymbol named && Marks.Has(named, Marks.Layer));
        if (!isParameter && !isLayer && Marks.Has(field, Marks.Frozen))
        {
            Unsupported(field, "only a [Parameter], a layer or an array of layers can be [Frozen]");
            return null;
        }

        if (!isParameter && !isLayer && Marks.Has(field, Marks.Group))
        {
            Unsupported(field, "only a [Parameter], a layer or an array of layers can have a [Group]");
            return null;
        }

        if (Group(field)?.Length == 0)
        {
            Unsupported(field, "a [Group] needs a name");
            return null;
        }

        if (!isLayer && Marks.Has(field, Marks.Recompute))
        {
            Unsupported(field, "only a layer or an array of layers can be [Recompute]" + (isParameter ? "; a parameter is kept anyway" : string.Empty));
            return null;
        }

        if (!isParameter && !isLayer && !Marks.IsTensor(field.Type))
        {
            if (field.Type.TypeKind == TypeKind.Error)
            {
                table.Log.MarkInvalid(key);
            }

            return Marks.Number(field.Type) is not null && field.IsReadOnly && Initializer(field) is { } number
                ? Bound(field, FieldKind.Number, number) : null;
        }

        if (isParameter != Marks.IsTensor(field.Type))
        {
            Unsupported(field, isParameter ? "a [" + (buffer is null ? "Parameter" : "Buffer") + "] must be a Tensor" : "a field of type Tensor must be a [Parameter] or a [Buffer]");
            return null;
        }

        if (Initializer(field) is not { } initializer)
        {
            Unsupported(field, "it needs an initialiser, such as '= Uniform([4, 3], 0.5f)' or '= new(4, 3)'");
            return null;
        }

        if (!field.IsReadOnly)
        {
            Unsupported(field, "a parameter or layer must be readonly, because its declaration is compiled once");
            return null;
        }

        return Bound(field, isParameter ? FieldKind.Parameter : isLayers ? FieldKind.Layers : FieldKind.Layer, initializer);
    }

    private FieldSpec? Bound(IFieldSymbol field, FieldKind kind, EqualsValueClauseSyntax initializer)
    {
        var model = table.ModelOf(initializer);
        if (model.GetOperation(initializer, table.Cancellation) is not IFieldInitializerOperation { Value: { } value })
        {
            table.Log.MarkInvalid(key);
            return null;
        }

        var expression = new ExpressionBinder(table, key, type, null, sources).BindInitializer(value, kind);
        return expression is null ? null : new FieldSpec(
            field.Name, PathName(field), kind, field.NullableAnnotation == NullableAnnotation.Annotated, expression,
            Marks.Has(field, Marks.Frozen), Marks.Has(field, Marks.Recompute), Group(field) ?? string.Empty, Marks.Has(field, Marks.Buffer));
    }

    /// <summary>A buffer may say its name in checkpoints; all else goes by the field's.</summary>
    private static string PathName(IFieldSymbol field) =>
        Marks.Find(field, Marks.Buffer) is { ConstructorArguments: { Length: 1 } arguments } && arguments[0].Value is string name && name.Length > 0 ? name : field.Name;

    private static string? Group(IFieldSymbol field) =>
        Marks.Find(field, Marks.Group) is { } mark ? mark.ConstructorArguments.FirstOrDefault().Value as string ?? string.Empty : null;

    private void Unsupported(IFieldSymbol field, string why) =>
        table.Log.Report(key, ModelDiagnostics.UnsupportedDeclaration, field.Locations[0], field.Name, why);

    private EqualsValueClauseSyntax? Initializer(IFieldSymbol field)
    {
        // That there is none is read there too.
        table.ReadFiles.UnionWith(field.DeclaringSyntaxReferences.Select(reference => reference.SyntaxTree));
        return (field.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() as VariableDeclaratorSyntax)?.Initializer;
    }

    private void ReportUnused(EquatableArray<FieldSpec> fields)
    {
        if (table.Log.IsInvalid(key))
        {
            return;
        }

        foreach (var field in type.GetMembers().OfType<IFieldSymbol>())
        {
            if (fields.Any(spec => spec.Name == field.Name && spec.Kind != FieldKind.Number) && !table.IsUsed(key, field.Name))
            {
                table.Log.Report(key, ModelDiagnostics.UnusedParameter, field.Locations[0], field.Name, type.Name);
            }
        }
    }
}
