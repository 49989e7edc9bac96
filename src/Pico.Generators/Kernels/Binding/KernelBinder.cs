using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Pico.Generators.Diagnostics;
using Pico.Generators.Emit;
using Pico.Generators.Ir;

namespace Pico.Generators.Kernels;

/// <summary>
/// Binds a method marked <c>[Kernel]</c> or <c>[Differentiable]</c>. The generator binds alone, at every edit of anything; the analyzer
/// reports what is wrong, and runs the passes on the program so that what only they find is reported too.
/// </summary>
internal static class KernelBinder
{
    /// <summary>The spec for the generator; its program may still be one that the passes refuse.</summary>
    /// <param name="method">The marked method.</param>
    /// <param name="compilation">Its compilation.</param>
    /// <param name="read">Receives the files that it comes from.</param>
    /// <param name="known">Where bound methods are kept; null to bind all.</param>
    /// <param name="cancellation">Ends the binding.</param>
    public static KernelSpec? Bind(IMethodSymbol method, Compilation compilation, ISet<SyntaxTree> read, IBoundMethods? known, CancellationToken cancellation) =>
        Bind(method, new BindingSession(compilation, cancellation, read, known));

    /// <summary>What is to be said about the method.</summary>
    public static IReadOnlyList<Diagnostic> Diagnose(IMethodSymbol method, Compilation compilation, CancellationToken cancellation)
    {
        var session = new BindingSession(compilation, cancellation);
        if (Bind(method, session) is { } spec)
        {
            KernelPassCheck.Run(session, method, spec);
        }

        return session.Diagnostics;
    }

    private static KernelSpec? Bind(IMethodSymbol method, BindingSession session)
    {
        if (method.DeclaringSyntaxReferences.Length == 0 || !ContainerBinder.Check(session, method) || !IsScalarMethod(session, method))
        {
            return null;
        }

        var program = session.BindProgram(method);
        if (ParameterBinder.BindQuietly(session, method) is not { } parameters)
        {
            return null;
        }

        var signature = SignatureBinder.Bind(session, method, parameters);
        if (signature is null)
        {
            return null;
        }

        if (!((Microsoft.CodeAnalysis.CSharp.CSharpCompilationOptions)session.Compilation.Options).AllowUnsafe && signature.IsKernel)
        {
            session.Report(KernelDiagnostics.UnsafeNotAllowed, Where(method), method.Name);
        }

        var container = ContainerBinder.Bind(method.ContainingType);
        return new KernelSpec(container, signature, program, program is null ? default : Helpers(session, method, program));
    }

    private static bool IsScalarMethod(BindingSession session, IMethodSymbol method)
    {
        var why = method.MethodKind != MethodKind.Ordinary ? "it is not an ordinary method"
            : !method.IsStatic ? "it must be static"
            : method.IsGenericMethod ? "it is generic"
            : method.IsAsync ? "it is async"
            : method.IsExtern || method.IsAbstract ? "it has no body"
            : method.IsPartialDefinition && method.PartialImplementationPart is null ? "it has no body"
            : null;
        if (why is not null)
        {
            session.Report(KernelDiagnostics.NotAScalarMethod, Where(method), method.Name, why);
        }

        return why is null;
    }

    /// <summary>Methods of the same type that the kernel calls: they travel to other assemblies as well.</summary>
    private static EquatableArray<ScalarProgramSpec> Helpers(BindingSession session, IMethodSymbol method, ScalarProgramSpec program)
    {
        var type = method.ContainingType.GetDocumentationCommentId();
        var prefix = type is null ? "?" : "M:" + type.Substring(2) + ".";
        return program.Callees
            .Where(callee => callee.Id.StartsWith(prefix, System.StringComparison.Ordinal) && callee.Id.Split('(')[0].IndexOf('.', prefix.Length) < 0)
            .Select(session.Program)
            .ToEquatableArray();
    }

    private static Location Where(IMethodSymbol method) => method.Locations[0];
}
