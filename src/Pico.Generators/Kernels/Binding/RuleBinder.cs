using System.Linq;
using Microsoft.CodeAnalysis;
using Pico.Generators.Diagnostics;
using Pico.Generators.Ir;

namespace Pico.Generators.Kernels;

/// <summary>Binds <c>[Gradient(nameof(Rule))]</c>: the method that gives the derivatives of another.</summary>
internal static class RuleBinder
{
    /// <returns>The method with its rule, or without one if it says none; null if the rule is not valid.</returns>
    public static ScalarMethodSpec? Bind(BindingSession session, IMethodSymbol method, ScalarMethodSpec bound)
    {
        if (KernelAttributes.Find(method, "GradientAttribute") is not { ConstructorArguments.Length: 1 } attribute)
        {
            return bound;
        }

        var name = attribute.ConstructorArguments[0].Value as string ?? "";
        var where = attribute.ApplicationSyntaxReference?.GetSyntax(session.Cancellation).GetLocation() ?? method.Locations[0];
        if (bound.Parameters.FirstOrDefault(parameter => !parameter.IsScalar || parameter.Passing != ParameterPassing.Value) is { } other)
        {
            return Refuse("it is given for numbers passed by value, and '" + other.Name + "' is none");
        }

        if (!bound.Differentiated.Any() || bound.Differentiated.Any(i => bound.Parameters[i].Type != bound.Returns))
        {
            return Refuse("'" + method.Name + "' must return the type of its float or double parameters");
        }

        var candidates = method.ContainingType.GetMembers(name).OfType<IMethodSymbol>().Where(candidate => candidate.IsStatic && !candidate.IsGenericMethod).ToArray();
        var wanted = Declaration(name, bound);
        if (candidates.Length == 0)
        {
            return Refuse("there is no '" + wanted + "'");
        }

        var symbol = candidates.FirstOrDefault(candidate => candidate.Parameters.Select(Text).SequenceEqual(Parameters(bound).Select(parameter => parameter.Type)) &&
            Text(candidate.ReturnType) == Returned(bound));
        if (symbol is null)
        {
            return Refuse("its declaration must be '" + wanted + "'");
        }

        var rule = session.Bind(symbol, where);
        return rule is null ? null : bound with { Rule = rule.Id };

        ScalarMethodSpec? Refuse(string why)
        {
            session.Report(KernelDiagnostics.GradientRule, where, name, method.Name, why);
            return null;
        }
    }

    private static string Declaration(string name, ScalarMethodSpec method) =>
        "static " + Returned(method) + " " + name + "(" + string.Join(", ", Parameters(method).Select(parameter => parameter.Type + " " + parameter.Name)) + ")";

    private static string Returned(ScalarMethodSpec method) => method.Differentiated.Count() == 1 ? method.Returns!.Value.Memory().Keyword() : "void";

    private static (string Type, string Name)[] Parameters(ScalarMethodSpec method)
    {
        var own = method.Parameters.Select(parameter => (parameter.Element.Keyword(), parameter.Name));
        var gradients = method.Differentiated.Select(i => ("out " + method.Parameters[i].Element.Keyword(), method.Parameters[i].Name + "Gradient")).ToArray();
        return own.Concat(gradients.Length == 1 ? gradients.Take(0) : gradients).ToArray();
    }

    private static string Text(IParameterSymbol parameter) => (parameter.RefKind == RefKind.None ? "" : parameter.RefKind == RefKind.Out ? "out " : "ref ") + Text(parameter.Type);

    private static string Text(ITypeSymbol type) => type.ToDisplayString();
}
