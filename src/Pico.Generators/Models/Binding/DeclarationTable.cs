using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Pico.Generators.Declarations;
using Pico.Generators.Diagnostics;
using Pico.Generators.Ir;

namespace Pico.Generators.Models;

/// <summary>The scalar function that a static method computes, or null when it is none.</summary>
internal delegate ScalarFunction? ScalarResolver(IMethodSymbol method, Compilation compilation, ISet<SyntaxTree> read, CancellationToken cancellation);

/// <summary>
/// The layers, methods and scalar functions of one binding session, each bound once: from syntax in the compilation
/// itself, from the serialised spec elsewhere.
/// </summary>
internal sealed class DeclarationTable
{
    private readonly ScalarResolver resolver;
    private readonly Dictionary<string, LayerSpec?> layers = new();
    private readonly Dictionary<string, MethodSpec?> methods = new();
    private readonly Dictionary<string, KeyedScalar?> scalars = new();
    private readonly List<string> open = new();
    private readonly HashSet<(string Key, string Owner)> recursive = new();
    private readonly HashSet<(string Layer, string Field)> usedFields = new();

    public DeclarationTable(Compilation compilation, ScalarResolver resolver, BindingLog log, ISet<SyntaxTree> read, CancellationToken cancellation)
    {
        Compilation = compilation;
        this.resolver = resolver;
        Log = log;
        ReadFiles = read;
        Cancellation = cancellation;
    }

    public Compilation Compilation { get; }

    public BindingLog Log { get; }

    public CancellationToken Cancellation { get; }

    /// <summary>The files whose bodies, initial values and attributes have been read, so that who keeps a spec knows what it depends on.</summary>
    public ISet<SyntaxTree> ReadFiles { get; }

    /// <summary>What a body, or an initial value, means.</summary>
    public SemanticModel ModelOf(SyntaxNode syntax)
    {
        ReadFiles.Add(syntax.SyntaxTree);
        return Compilation.GetSemanticModel(syntax.SyntaxTree);
    }

    /// <summary>Says that the attributes of a declaration, in all its parts, are read.</summary>
    public void Enter(ISymbol declaration)
    {
        ReadFiles.UnionWith(declaration.DeclaringSyntaxReferences.Select(reference => reference.SyntaxTree));
        if (declaration is IMethodSymbol { PartialDefinitionPart: { } definition })
        {
            Enter(definition);
        }
    }

    /// <summary>A layer by its class; problems with reading it are reported at <paramref name="use"/>.</summary>
    public LayerSpec? Layer(INamedTypeSymbol type, string owner, Location use)
    {
        var key = Marks.Key(type);
        if (layers.TryGetValue(key, out var known))
        {
            return known;
        }

        if (!IsHere(type))
        {
            return Read(type, key, Marks.Find(type, Marks.LayerSpec), 0, owner, use) ? layers[key] : layers[key] = null;
        }

        Enter(type);
        if (!Open(key, owner, use))
        {
            return null;
        }

        var spec = new LayerBinder(this, type).Bind();
        open.Remove(key);
        return layers[key] = spec;
    }

    /// <summary>The body of a method by its symbol: null when it cannot be had, which has then been reported.</summary>
    public MethodSpec? Method(IMethodSymbol method, string owner, Location use)
    {
        method = (method.ReducedFrom ?? method).OriginalDefinition;
        var key = Marks.Key(method);
        if (methods.TryGetValue(key, out var known))
        {
            return known;
        }

        if (!IsHere(method.ContainingType))
        {
            var payload = method.ContainingType.GetAttributes().FirstOrDefault(data =>
                data.AttributeClass is { } type && Marks.IsInPico(type, Marks.MethodSpec) &&
                data.ConstructorArguments is { Length: 3 } arguments && arguments[0].Value as string == key);
            return Read(method, key, payload, 1, owner, use) && methods.TryGetValue(key, out var read) ? read : methods[key] = null;
        }

        Enter(method);
        if (!Open(key, owner, use))
        {
            return null;
        }

        var spec = new MethodBinder(this, method).Bind();
        open.Remove(key);
        return methods[key] = spec;
    }

    /// <summary>The key of the scalar function that a method group names, or null.</summary>
    public string? Scalar(IMethodSymbol method)
    {
        var key = Marks.Key(method);
        if (!scalars.TryGetValue(key, out var scalar))
        {
            scalar = resolver(method, Compilation, ReadFiles, Cancellation) is { } function ? new KeyedScalar(key, function) : null;
            scalars.Add(key, scalar);
        }

        return scalar?.Key;
    }

    /// <summary>Remembers that a body reads a field.</summary>
    public void Use(INamedTypeSymbol layer, IFieldSymbol field) => usedFields.Add((Marks.Key(layer), field.Name));

    /// <summary>Whether a body that has been bound reads the field.</summary>
    public bool IsUsed(string layer, string field) => usedFields.Contains((layer, field));

    /// <summary>Adds a declaration that was not bound from a symbol.</summary>
    public void Add(LayerSpec layer) => layers[layer.Key] = layer;

    /// <inheritdoc cref="Add(LayerSpec)"/>
    public void Add(MethodSpec method) => methods[method.Key] = method;

    public MethodSpec? Method(string key) => methods.TryGetValue(key, out var method) ? method : null;

    /// <summary>Everything bound so far, ordered by key so that equal declarations give equal sets.</summary>
    public DeclarationSet ToSet() => new(
        layers.Values.OfType<LayerSpec>().OrderBy(layer => layer.Key, StringComparer.Ordinal).ToEquatableArray(),
        methods.Values.OfType<MethodSpec>().OrderBy(method => method.Key, StringComparer.Ordinal).ToEquatableArray(),
        scalars.Values.OfType<KeyedScalar>().OrderBy(scalar => scalar.Key, StringComparer.Ordinal).ToEquatableArray());

    public bool IsHere(ISymbol symbol) => SymbolEqualityComparer.Default.Equals(symbol.ContainingAssembly, Compilation.Assembly);

    /// <summary>Enters a declaration; false when it is being bound already.</summary>
    private bool Open(string key, string owner, Location use)
    {
        var index = open.IndexOf(key);
        if (index < 0)
        {
            open.Add(key);
            return true;
        }

        if (!recursive.Add((key, owner)))
        {
            return false;
        }

        var cycle = open.Skip(index).Append(key).Select(ShortName);
        Log.Report(owner, ModelDiagnostics.Recursion, use, ShortName(key), string.Join(" → ", cycle));
        return false;
    }

    private static string ShortName(string key)
    {
        var end = key.IndexOf('(');
        var name = end < 0 ? key : key.Substring(0, end);
        return name.Substring(name.LastIndexOfAny(new[] { '.', '+' }) + 1);
    }

    /// <summary>Reads a serialised declaration with everything it needs; what is already known stays.</summary>
    private bool Read(ISymbol symbol, string key, AttributeData? data, int versionIndex, string owner, Location use)
    {
        var assembly = symbol.ContainingAssembly.Name;
        var problem = "the assembly '" + assembly + "' was compiled without PicoLib's generator; add the package to its project and rebuild it";
        if (data is not null && data.ConstructorArguments.Length == versionIndex + 2 &&
            data.ConstructorArguments[versionIndex].Value is int version &&
            data.ConstructorArguments[versionIndex + 1].Value is string payload)
        {
            if (version == DeclarationFormat.Version)
            {
                try
                {
                    Add(DeclarationFormat.Read(payload));
                    if (layers.ContainsKey(key) || methods.ContainsKey(key))
                    {
                        return true;
                    }

                    problem = "its serialised declaration in '" + assembly + "' does not contain it; rebuild that assembly";
                }
                catch (SpecFormatException exception)
                {
                    problem = exception.Message + "; rebuild the assembly '" + assembly + "'";
                }
            }
            else
            {
                var what = version < DeclarationFormat.Version
                    ? "rebuild that assembly with this version of PicoLib"
                    : "update PicoLib in this project to the version that assembly uses";
                problem = "its declaration in '" + assembly + "' has format " + version + ", this generator reads format " +
                    DeclarationFormat.Version + "; " + what;
            }
        }

        Log.Report(owner, ModelDiagnostics.SpecVersion, use, symbol.Name, problem);
        return false;
    }

    private void Add(DeclarationSet set)
    {
        foreach (var layer in set.Layers.Where(layer => !layers.ContainsKey(layer.Key)))
        {
            layers.Add(layer.Key, layer);
        }

        foreach (var method in set.Methods.Where(method => !methods.ContainsKey(method.Key)))
        {
            methods.Add(method.Key, method);
        }

        foreach (var scalar in set.Scalars.Where(scalar => !scalars.ContainsKey(scalar.Key)))
        {
            scalars.Add(scalar.Key, scalar);
        }
    }
}
