using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Pico.Generators.Declarations;
using Pico.Generators.Diagnostics;
using Pico.Generators.Ir;

namespace Pico.Generators.Kernels;

/// <summary>
/// Binds one method and, on the way, all that it calls. It collects what is wrong and where every expression came from;
/// both stay here, the specs it yields hold neither.
/// </summary>
internal sealed class BindingSession
{
    /// <summary>The longest local array of a kernel: sixteen lanes of so many elements still lie in the first-level cache.</summary>
    public const int LargestLaneArray = 256;

    private const int LargestArray = 16 * LargestLaneArray; // where there are no lanes

    private readonly Dictionary<string, ScalarMethodSpec?> methods = new();
    private readonly List<OpenMethod> open = new();
    private readonly IBoundMethods? known;
    private readonly ISet<SyntaxTree> readByAll;

    /// <param name="compilation">Where the methods are.</param>
    /// <param name="cancellation">Ends the binding.</param>
    /// <param name="read">Receives the files whose bodies and initial values are read.</param>
    /// <param name="known">Where bound methods are kept, for a session of which nobody asks where an expression stands; null to bind all.</param>
    public BindingSession(Compilation compilation, CancellationToken cancellation, ISet<SyntaxTree>? read = null, IBoundMethods? known = null)
    {
        Compilation = compilation;
        readByAll = read ?? new HashSet<SyntaxTree>();
        Cancellation = cancellation;
        this.known = known;
    }

    public Compilation Compilation { get; }

    public CancellationToken Cancellation { get; }

    /// <summary>The files whose bodies, initial values and attributes are read for the method that is being bound, so that who keeps a spec knows what it depends on.</summary>
    public ISet<SyntaxTree> ReadFiles => open.Count > 0 ? open[open.Count - 1].Read : readByAll;

    public List<Diagnostic> Diagnostics { get; } = new();

    /// <summary>Locations by <see cref="ExpressionSpec.Origin"/>; none where bound methods are kept.</summary>
    public List<Location> Origins { get; } = new();

    /// <summary>Set when something is wrong that the C# compiler reports itself.</summary>
    public bool HasCompilerErrors { get; set; }

    /// <summary>How many elements a local array may have.</summary>
    public int MaximumArrayLength { get; private set; } = LargestLaneArray;

    /// <summary>What has been bound, callees before callers.</summary>
    public IEnumerable<ScalarMethodSpec> Methods => methods.Values.Where(method => method is not null)!;

    /// <summary>What a body, or an initial value, means.</summary>
    public SemanticModel ModelOf(SyntaxNode syntax)
    {
        ReadFiles.Add(syntax.SyntaxTree);
        return Compilation.GetSemanticModel(syntax.SyntaxTree);
    }

    /// <summary>The number under which <see cref="Origins"/> has an expression. A method that is kept has none, since it is the same for all who call it.</summary>
    public int OriginOf(SyntaxNode syntax)
    {
        if (known is not null)
        {
            return -1;
        }

        Origins.Add(syntax.GetLocation());
        return Origins.Count - 1;
    }

    public void Report(DiagnosticDescriptor descriptor, Location location, params object[] arguments) =>
        Diagnostics.Add(Diagnostic.Create(descriptor, location, arguments));

    /// <summary>The method and everything it calls, or null when any of it is outside the subset.</summary>
    public ScalarProgramSpec? BindProgram(IMethodSymbol method)
    {
        var location = method.Locations.FirstOrDefault() ?? Location.None;
        MaximumArrayLength = KernelAttributes.Find(method, "KernelAttribute") is null ? LargestArray : LargestLaneArray;
        var root = Bind(method, location);
        return root is null || Diagnostics.Count > 0 || HasCompilerErrors ? null : Program(root);
    }

    /// <summary>A bound method with the part of this session that it calls.</summary>
    public ScalarProgramSpec Program(ScalarMethodSpec root)
    {
        var needed = new HashSet<string>();
        var pending = new Stack<string>(Calls.Of(root));
        while (pending.Count > 0)
        {
            var id = pending.Pop();
            if (needed.Add(id))
            {
                foreach (var next in Calls.Of(methods[id]!))
                {
                    pending.Push(next);
                }
            }
        }

        return new ScalarProgramSpec(root, Methods.Where(method => needed.Contains(method.Id)).ToEquatableArray());
    }

    /// <summary>A method by its symbol: from its source, or from the attribute that carries it through metadata.</summary>
    public ScalarMethodSpec? Bind(IMethodSymbol symbol, Location call)
    {
        Cancellation.ThrowIfCancellationRequested();
        var method = symbol.PartialImplementationPart ?? symbol;
        var id = method.GetDocumentationCommentId() ?? method.Name;
        if (open.Count > 0)
        {
            open[open.Count - 1].Callees.Add(id);
        }

        if (open.FindIndex(other => other.Id == id) is >= 0 and var first)
        {
            var cycle = open.Skip(first).Select(other => other.Name).Concat(new[] { method.Name });
            Report(KernelDiagnostics.Recursion, call, string.Join(" calls ", cycle));
            return null;
        }

        if (methods.TryGetValue(id, out var bound))
        {
            HasCompilerErrors |= bound is null; // what was wrong has been reported at the first call
            return bound;
        }

        var here = new OpenMethod(id, method.Name);
        here.Read.UnionWith(method.DeclaringSyntaxReferences.Concat(method.PartialDefinitionPart?.DeclaringSyntaxReferences ?? []).Select(reference => reference.SyntaxTree)); // its attributes
        open.Add(here);
        bound = method.DeclaringSyntaxReferences.Length == 0 ? BindMetadata(method, id, call)
            : known is null ? BindSource(method, id, call)
            : BindKept(known, method, here, call);
        open.RemoveAt(open.Count - 1);
        readByAll.UnionWith(here.Read);
        if (bound is not null || !methods.ContainsKey(id))
        {
            methods[id] = bound;
        }

        return bound;
    }

    /// <summary>A method as it has been bound before, with all that it calls; else it is bound, and kept if nothing is wrong with it.</summary>
    private ScalarMethodSpec? BindKept(IBoundMethods known, IMethodSymbol method, OpenMethod here, Location call)
    {
        if (known.Find(method, MaximumArrayLength) is { } kept && Callees(kept) is { } callees)
        {
            here.Read.UnionWith(kept.Read);
            return IsWithinDepth(method, call) && callees.All(callee => Bind(callee, call) is not null) ? kept.Spec : null;
        }

        if (BindSource(method, here.Id, call) is not { } bound || Diagnostics.Count > 0 || HasCompilerErrors)
        {
            return null; // there is no program either
        }

        known.Keep(method, MaximumArrayLength, new BoundMethod(bound, here.Callees.Distinct().ToList(), here.Read));
        return bound;
    }

    /// <summary>The methods that a kept one calls, in this compilation; null when it has them no more, or has several of that name.</summary>
    private List<IMethodSymbol>? Callees(BoundMethod kept)
    {
        var callees = kept.Callees.Select(id => DocumentationCommentId.GetSymbolsForDeclarationId(id, Compilation)).ToList();
        return callees.All(found => found.Length == 1 && found[0] is IMethodSymbol) ? callees.Select(found => (IMethodSymbol)found[0]).ToList() : null;
    }

    private ScalarMethodSpec? BindSource(IMethodSymbol method, string id, Location call)
    {
        var syntax = method.DeclaringSyntaxReferences[0].GetSyntax(Cancellation);
        var hasBody = syntax switch
        {
            BaseMethodDeclarationSyntax declaration => declaration.Body is not null || declaration.ExpressionBody is not null,
            AccessorDeclarationSyntax accessor => accessor.Body is not null || accessor.ExpressionBody is not null,
            _ => syntax is ArrowExpressionClauseSyntax || method.MethodKind == MethodKind.Constructor,
        };
        if (!hasBody)
        {
            Report(KernelDiagnostics.UnsupportedCall, call, method.Name, "it has no body that can be inlined");
            return null;
        }

        return IsWithinDepth(method, call) && BodyBinder.Bind(this, method, id, syntax) is { } bound ? RuleBinder.Bind(this, method, bound) : null;
    }

    private bool IsWithinDepth(IMethodSymbol method, Location call)
    {
        var isWithin = open.Count <= MaximumCallDepth;
        if (!isWithin)
        {
            Report(KernelDiagnostics.TooLarge, call, method.Name, "calls are nested more than " + MaximumCallDepth + " deep");
        }

        return isWithin;
    }

    private ScalarMethodSpec? BindMetadata(IMethodSymbol method, string id, Location call)
    {
        var assembly = method.ContainingAssembly?.Name ?? "?";
        var entry = method.ContainingType.GetAttributes().FirstOrDefault(attribute =>
            attribute.AttributeClass is { Name: "MethodSpecAttribute", ContainingNamespace: { Name: "Pico", ContainingNamespace.IsGlobalNamespace: true } } &&
            attribute.ConstructorArguments.Length == 3 && attribute.ConstructorArguments[0].Value as string == id);
        if (entry is null)
        {
            Report(KernelDiagnostics.UnsupportedCall, call, method.Name,
                "its body is in another assembly and is neither a kernel there nor a helper that a kernel of its type calls, so it cannot be inlined");
            return null;
        }

        var version = entry.ConstructorArguments[1].Value as int? ?? 0;
        if (version != KernelSerializer.Version)
        {
            Report(KernelDiagnostics.SpecVersion, call, method.Name, assembly, version, KernelSerializer.Version,
                version > KernelSerializer.Version ? "update the PicoLib package of this project" : "rebuild that assembly with this version of PicoLib");
            return null;
        }

        try
        {
            var program = KernelSerializer.Read(entry.ConstructorArguments[2].Value as string ?? "");
            foreach (var callee in program.Callees)
            {
                if (!methods.ContainsKey(callee.Id))
                {
                    methods[callee.Id] = callee;
                }
            }

            return program.Method;
        }
        catch (SpecFormatException damage)
        {
            Report(KernelDiagnostics.SpecDamaged, call, method.Name, assembly, damage.Message);
            return null;
        }
    }

    private const int MaximumCallDepth = 64;

    /// <summary>A method that is being bound: what it reads and calls.</summary>
    private sealed class OpenMethod
    {
        public OpenMethod(string id, string name) => (Id, Name) = (id, name);

        public string Id { get; }

        public string Name { get; }

        public HashSet<SyntaxTree> Read { get; } = new();

        public List<string> Callees { get; } = new();
    }
}
