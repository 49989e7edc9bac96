using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Pico.Generators.Diagnostics;
using Pico.Generators.Ir;

namespace Pico.Generators.Models;

/// <summary>
/// From symbols to declarations: the first step of the generator, and what the analyzer repeats. Who keeps a declaration asks for the files
/// whose bodies and initial values it comes from.
/// </summary>
internal sealed class DeclarationReader
{
    private readonly ScalarResolver resolver;

    public DeclarationReader(ScalarResolver resolver) => this.resolver = resolver;

    public LayerDeclaration ReadLayer(INamedTypeSymbol type, Compilation compilation, CancellationToken cancellation, ISet<SyntaxTree>? read = null)
    {
        var table = NewTable(compilation, cancellation, read);
        var key = Marks.Key(type);
        LayerSpec? spec = null;
        try
        {
            spec = table.Layer(type, key, Location.None);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            ReportInternal(table.Log, key, ClassRules.Location(type), type.Name, exception);
        }

        var isValid = spec is not null && !table.Log.IsInvalid(key);
        var constructor = LayerBinder.BindConstructor(type, key, new BindingLog());
        var attribute = (type.ContainingType?.GetTypeMembers(type.Name + "Attribute").Any() ??
            type.ContainingNamespace.GetTypeMembers(type.Name + "Attribute").Any(other => SymbolEqualityComparer.Default.Equals(other.ContainingAssembly, compilation.Assembly))) is false;
        var shown = isValid ? spec! : new LayerSpec(
            key, type.Name, constructor, EquatableArray<FieldSpec>.Empty, EquatableArray<string>.Empty, EquatableArray<string>.Empty);
        return new LayerDeclaration(
            TypeNames.Of(type), TypeNames.Full(type), SyntaxFacts.GetText(type.DeclaredAccessibility), CanExtend(type), attribute && CanExtendAround(type), shown,
            isValid ? DeclarationFormat.Write(table.ToSet()) : null, FirstProblem(table.Log));
    }

    public FunctionDeclaration? ReadFunction(IMethodSymbol method, Compilation compilation, CancellationToken cancellation, ISet<SyntaxTree>? read = null)
    {
        var table = NewTable(compilation, cancellation, read);
        var key = Marks.Key(method);
        if (!CanExtend(method.ContainingType))
        {
            return null;
        }

        try
        {
            return table.Method(method, key, Location.None) is { } spec && !table.Log.IsInvalid(key)
                ? new FunctionDeclaration(TypeNames.Of(method.ContainingType), spec.Key, DeclarationFormat.Write(table.ToSet())) : null;
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return null;
        }
    }

    public ModelDeclaration ReadModel(INamedTypeSymbol type, Compilation compilation, CancellationToken cancellation, ISet<SyntaxTree>? read = null)
    {
        var table = NewTable(compilation, cancellation, read);
        var key = Marks.Key(type);
        ModelSpec? spec = null;
        try
        {
            spec = new ModelBinder(table, type).Bind();
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            ReportInternal(table.Log, key, ClassRules.Location(type), type.Name, exception);
        }

        var problem = FirstProblem(table.Log);
        return new ModelDeclaration(
            TypeNames.Of(type), CanExtend(type), table.Log.IsInvalid(key) ? null : spec, Signatures(type, spec), problem,
            SpecializeAttributes.Names(type, compilation, cancellation));
    }

    /// <summary>What the analyzer has to say about a class or function of this compilation.</summary>
    public IReadOnlyList<Diagnostic> Diagnose(
        ISymbol symbol, Compilation compilation, ImmutableArray<AdditionalText> files, CancellationToken cancellation)
    {
        var table = NewTable(compilation, cancellation);
        var owner = symbol is INamedTypeSymbol named ? Marks.Key(named) : Marks.Key((IMethodSymbol)symbol);
        try
        {
            Diagnose(symbol, owner, table, files);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            ReportInternal(table.Log, owner, symbol.Locations[0], symbol.Name, exception);
        }

        return table.Log.Problems.Where(problem => problem.Owner == owner).Select(problem => problem.ToDiagnostic()).ToList();
    }

    private static void Diagnose(ISymbol symbol, string owner, DeclarationTable table, ImmutableArray<AdditionalText> files)
    {
        switch (symbol)
        {
            case IMethodSymbol method:
                ClassRules.CheckPartial(method.ContainingType, owner, table.Log);
                table.Method(method, owner, Location.None);
                break;
            case INamedTypeSymbol type when Marks.Has(type, Marks.Model):
                if (new ModelBinder(table, type).Bind() is { } model)
                {
                    var program = LoweredSpecs.Lower(model, out var errors);
                    new LoweringReporter(table.Log, owner, ClassRules.Location(type)).Report(errors);
                    if (program is not null)
                    {
                        new WeightsBinder(type, owner, table.Log).Check(program, files, table.Cancellation);
                    }
                }

                break;
            case INamedTypeSymbol type:
                new WeightsBinder(type, owner, table.Log).RefuseOutsideModels();
                foreach (var attribute in SpecializeAttributes.FindAll(type, table.Compilation, table.Cancellation))
                {
                    table.Log.Report(owner, ModelDiagnostics.BadSpecialization, attribute.GetLocation(), type.Name, "it is no [Model]");
                }

                if (Marks.Has(type, Marks.Layer) && table.Layer(type, owner, Location.None) is { } layer && !table.Log.IsInvalid(owner))
                {
                    var errors = LayerCheck.Run(layer, table.ToSet(), TypeNames.Of(type));
                    new LoweringReporter(table.Log, owner, ClassRules.Location(type)).Report(errors);
                }

                break;
        }
    }

    private static void ReportInternal(BindingLog log, string owner, Location location, string name, Exception exception) =>
        log.Report(owner, ModelDiagnostics.Internal, location, name, exception.GetType().Name + ": " + exception.Message.Replace('\n', ' '));

    private static string FirstProblem(BindingLog log) =>
        log.Problems.FirstOrDefault(problem => problem.Descriptor.DefaultSeverity == DiagnosticSeverity.Error)?.Descriptor.Id ?? string.Empty;

    private static bool CanExtend(INamedTypeSymbol type) => CanExtendAround(type) && ClassRules.IsPartial(type) && !type.IsGenericType;

    private static bool CanExtendAround(INamedTypeSymbol type) => type.ContainingType is not { } outer || CanExtend(outer);

    private static EquatableArray<EntryPointSignature> Signatures(INamedTypeSymbol type, ModelSpec? spec)
    {
        if (spec?.Stack is { } stack)
        {
            var x = new ParameterSpec(stack.Input, true, stack.InputShape);
            return EquatableArray.Of(
                Signature(stack.Output, false, new[] { x }, Array.Empty<string>()),
                Signature("Loss", true, new[] { x }.Concat(stack.LossInputs).ToList(), Array.Empty<string>()));
        }

        var constants = type.InstanceConstructors.SelectMany(constructor => constructor.Parameters).Select(parameter => parameter.Name).ToList();
        var log = new BindingLog();
        return ModelBinder.EntryPoints(type).Select(method => Signature(
            method.Name,
            Marks.Has(method, Marks.Loss),
            method.Parameters.Where(parameter => Marks.IsTensor(parameter.Type)).Select(parameter => new ParameterSpec(
                parameter.Name, true,
                Marks.Find(parameter, Marks.Shape) is { } shape ? MethodBinder.BindShape(shape, string.Empty, log) : null)).ToList(),
            constants)).ToEquatableArray();
    }

    private static EntryPointSignature Signature(
        string name, bool isLoss, IReadOnlyList<ParameterSpec> inputs, IReadOnlyList<string> constants) => new(
        name,
        isLoss,
        inputs.Select(input => new EntryInputSignature(TypeNames.Identifier(input.Name), input.Shape?.Element == ScalarType.Int32)).ToEquatableArray(),
        inputs.Where(input => input.Shape is not null).SelectMany(input => input.Shape!.Dimensions).SelectMany(size => size.Symbols)
            .Distinct().Except(constants).Except(inputs.Select(input => input.Name)).ToEquatableArray());

    private DeclarationTable NewTable(Compilation compilation, CancellationToken cancellation, ISet<SyntaxTree>? read = null) =>
        new(compilation, resolver, new BindingLog(), read ?? new HashSet<SyntaxTree>(), cancellation);
}
