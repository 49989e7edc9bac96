using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Pico.Generators.Diagnostics;
using Pico.Generators.Ir;

namespace Pico.Generators.Models;

/// <summary>Binds a <c>[Model]</c>: a class with entry points, or a stack of layer attributes.</summary>
internal sealed class ModelBinder
{
    private readonly DeclarationTable table;
    private readonly INamedTypeSymbol type;
    private readonly string key;

    public ModelBinder(DeclarationTable table, INamedTypeSymbol type)
    {
        this.table = table;
        this.type = type;
        key = Marks.Key(type);
    }

    public ModelSpec? Bind()
    {
        if (table.Compilation.Options is CSharpCompilationOptions { AllowUnsafe: false })
        {
            table.Log.Report(
                key, ModelDiagnostics.UnsupportedDeclaration, ClassRules.Location(type), type.Name,
                "its compiled code works on raw memory: set <AllowUnsafeBlocks>true</AllowUnsafeBlocks> in the project file");
        }

        if (Marks.Has(type, Marks.Recompute))
        {
            table.Log.Report(
                key, ModelDiagnostics.UnsupportedDeclaration, ClassRules.Location(type), type.Name,
                "only a layer can be [Recompute]: put it on the fields of the model whose layers are to be computed again");
        }

        var stack = StackAttribute.FindAll(type, table.Compilation, table.Cancellation, out var hasUnknown);
        if (hasUnknown && (stack.Count > 0 || !EntryPoints(type).Any()))
        {
            // Perhaps a layer whose name is misspelt: the C# compiler reports it, and nothing may be built without it.
            table.Log.MarkInvalid(key);
            return null;
        }

        var storage = StorageBinder.Bind(type, key, table.Log);
        var model = stack.Count > 0 ? new StackBinder(table, type, stack).Bind() : BindBody();
        return model is null ? null : model with { Storage = storage, Specializations = new SpecializationBinder(table, type, model.Declarations.Layer(model.Root)!).Bind() };
    }

    private ModelSpec? BindBody()
    {
        if (table.Layer(type, key, ClassRules.Location(type)) is not { } self)
        {
            return null;
        }

        var entries = EntryPoints(type).ToList();
        if (entries.Count == 0)
        {
            table.Log.Report(
                key, ModelDiagnostics.UnsupportedDeclaration, ClassRules.Location(type), type.Name,
                "a model needs a public method from Tensors to Tensor, or attributes of layers that end in a loss");
        }

        foreach (var parameter in entries.SelectMany(entry => entry.Parameters))
        {
            CheckInput(parameter);
        }

        var specs = entries.Select(entry => new EntryPointSpec(Marks.Key(entry), Incremental: IncrementalBinder.Bind(entry, key, table.Log))).ToEquatableArray();
        return table.Log.IsInvalid(key) ? null : new ModelSpec(
            TypeNames.Of(type), self.Key, table.ToSet(),
            specs, null);
    }

    /// <summary>The public methods over tensors.</summary>
    public static IEnumerable<IMethodSymbol> EntryPoints(INamedTypeSymbol type) =>
        LayerBinder.TensorMethods(type).Where(method => method.DeclaredAccessibility == Accessibility.Public);

    private void CheckInput(IParameterSymbol parameter)
    {
        string? problem = null;
        if (!Marks.IsTensor(parameter.Type))
        {
            problem = "an entry point takes tensors only";
        }
        else if (Marks.Find(parameter, Marks.Shape) is not { ConstructorArguments: { Length: 2 } arguments })
        {
            problem = "a tensor of an entry point needs its shape, such as [Shape(\"batch 784\")]";
        }
        else if (arguments[0].Value is string text && text.Contains("..."))
        {
            problem = "the shape of an entry point's tensor must name every dimension, without '...'";
        }

        if (problem is not null)
        {
            table.Log.Report(key, ModelDiagnostics.UnsupportedDeclaration, parameter.Locations[0], parameter.Name, problem);
        }
    }
}
