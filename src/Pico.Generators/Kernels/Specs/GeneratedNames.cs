using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Pico.Generators.Diagnostics;
using Pico.Generators.Emit;
using Pico.Generators.Ir;

namespace Pico.Generators.Kernels;

/// <summary>Sees to it that what a kernel generates does not collide with what the user, or another kernel, declares.</summary>
internal static class GeneratedNames
{
    /// <returns>The signature, less an optional form that the user has written already; null when a needed one is taken.</returns>
    public static KernelSignature? Check(BindingSession session, IMethodSymbol method, KernelSignature signature)
    {
        foreach (var member in method.ContainingType.GetMembers().Where(member => !member.IsImplicitlyDeclared && !IsGenerated(member)))
        {
            if (member is not IMethodSymbol other)
            {
                if (Generated(signature).Any(generated => generated.Name != signature.Name && generated.Name == member.Name))
                {
                    return Taken(session, method, member.Name, "the type has a member of that name");
                }

                continue;
            }

            var types = other.Parameters.Select(parameter => Display(parameter.Type.ToDisplayString())).ToArray();
            if (signature.WantsTensorForm && other.Name == signature.Name && types.Length == signature.Parameters.Count && types.All(type => type == "Tensor"))
            {
                signature = signature with { WantsTensorForm = false };
                continue;
            }

            foreach (var (name, generated) in Generated(signature))
            {
                if (other.Name == name && types.SequenceEqual(generated))
                {
                    return Taken(session, method, name + "(" + string.Join(", ", generated) + ")", "the type has that method already");
                }
            }
        }

        return CheckOtherKernels(session, method, signature);
    }

    private static KernelSignature? CheckOtherKernels(BindingSession session, IMethodSymbol method, KernelSignature signature)
    {
        var mine = Generated(signature).Select(Key).ToArray();
        foreach (var other in method.ContainingType.GetMembers(method.Name).OfType<IMethodSymbol>())
        {
            if (SymbolEqualityComparer.Default.Equals(other, method))
            {
                break; // the first keeps the name
            }

            if (KernelAttributes.Find(other, "KernelAttribute") is not null &&
                ParameterBinder.BindQuietly(session, other) is { } parameters &&
                SignatureBinder.Bind(new BindingSession(session.Compilation, session.Cancellation), other, parameters) is { } theirs &&
                Generated(theirs).Select(Key).Intersect(mine).FirstOrDefault() is { } clash)
            {
                return Taken(session, method, clash, "the kernel '" + theirs.Reference + "' has it already");
            }
        }

        return signature;
    }

    /// <summary>The methods that will be generated, by name and parameter types.</summary>
    private static IEnumerable<(string Name, string[] Types)> Generated(KernelSignature signature)
    {
        var plan = new KernelPlan(signature, null, null, null, null, null, default);
        if (signature.IsKernel)
        {
            var spans = LaneKernel.Of(plan).Parameters.Select(TypeName).ToArray();
            yield return (signature.Name, spans);
            if (signature.IsParallel)
            {
                yield return (signature.Name, spans.Concat(new[] { "WorkerPool" }).ToArray());
            }
        }

        if (signature.IsDifferentiable)
        {
            var own = signature.Parameters.Select(parameter => Display(parameter.ScalarTypeName)).ToArray();
            var varying = signature.Parameters.Where(parameter => parameter.HasDerivative).ToArray();
            var tangents = varying.Select(parameter => parameter.IsMemory ? "ReadOnlySpan<" + parameter.Element.Keyword() + ">" : parameter.Type.Keyword()).ToArray();
            var returns = varying.Count(parameter => !parameter.IsMemory) == 1;
            var outputs = varying.Where(parameter => parameter.IsMemory || !returns)
                .Select(parameter => parameter.IsMemory ? "Span<" + parameter.Element.Keyword() + ">" : parameter.Type.Keyword()).ToArray();
            yield return (signature.Name + "Gradient", own.Concat(new[] { signature.Returns!.Value.Keyword() }).Concat(outputs).ToArray());
            yield return (signature.Name + "Jvp", own.Concat(tangents).ToArray());
            if (signature.WantsHessian)
            {
                yield return (signature.Name + "Hvp", own.Concat(tangents).Concat(outputs).ToArray());
            }
        }

        if (signature.HasGradientInLanes)
        {
            var spans = LaneKernel.GradientOf(plan).Parameters.Select(TypeName).ToArray();
            yield return (signature.Name + "Gradient", spans);
            if (signature.IsParallel)
            {
                yield return (signature.Name + "Gradient", spans.Concat(new[] { "WorkerPool" }).ToArray());
            }
        }
    }

    private static string TypeName(LaneParameter parameter) => !parameter.IsStream ? Display(parameter.ScalarTypeName)
        : parameter.SpanTypeName;

    /// <summary>A type without its namespace: what two declarations in one type can be told apart by.</summary>
    private static string Display(string type)
    {
        var bracket = type.IndexOf('<');
        var end = bracket < 0 ? type.Length : bracket;
        return type.Substring(type.LastIndexOf('.', end - 1) + 1);
    }

    private static string Key((string Name, string[] Types) method) => method.Name + "(" + string.Join(", ", method.Types) + ")";

    private static KernelSignature? Taken(BindingSession session, IMethodSymbol method, string name, string why)
    {
        session.Report(KernelDiagnostics.NameTaken, method.Locations[0], name, method.Name, why);
        return null;
    }

    private static bool IsGenerated(ISymbol member) =>
        member.GetAttributes().Any(attribute => attribute.AttributeClass?.Name == "GeneratedCodeAttribute");
}
