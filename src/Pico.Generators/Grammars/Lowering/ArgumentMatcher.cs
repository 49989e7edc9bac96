using System.Collections.Generic;
using System.Linq;
using Pico.Generators.Ir;
using Pico.Generators.Passes;

namespace Pico.Generators.Grammars;

/// <summary>
/// Matches the parts of a production with the parameters of its method: those with a label by name, the others in order; where the production lies
/// and where errors go, parameters receive by their types. A token without a
/// value goes to the next parameter if that is a <c>Token</c> (or a <c>bool</c>, if the token is optional) and is left out otherwise.
/// </summary>
internal sealed class ArgumentMatcher
{
    private readonly GrammarNames names;
    private readonly System.Func<int, GrammarType> nonterminal;

    public ArgumentMatcher(GrammarNames names, System.Func<int, GrammarType> nonterminal)
    {
        this.names = names;
        this.nonterminal = nonterminal;
    }

    /// <summary>What each parameter receives, or null when the two do not fit, which has been reported.</summary>
    /// <param name="production">The production.</param>
    /// <param name="parts">Its parts.</param>
    /// <param name="left">The type of the operand in front of an operator.</param>
    public EquatableArray<GrammarArgument>? Match(ProductionSpec production, IReadOnlyList<GrammarNode> parts, GrammarType? left)
    {
        var problems = new List<(GrammarNode Node, string Message)>();
        var shapes = parts.Select(part => PartShape.Of(part, names.Terminals, nonterminal, problems)).ToArray();
        problems.AddRange(parts.SelectMany(part => part.Descendants().Skip(1)).Where(node => node.Label is not null)
            .Select(node => (node, "a label inside a group names no parameter; make the group a rule")));
        foreach (var (node, message) in problems)
        {
            names.Report(GrammarFaultKind.Part, node.Range, message);
        }

        if (problems.Count > 0)
        {
            return null;
        }

        var parameters = production.Action.Parameters;
        var arguments = new GrammarArgument?[parameters.Count];
        var isLeftMissing = left is { Form: not GrammarForm.Void };
        if (!Labelled(production, parts, shapes, arguments))
        {
            return null;
        }

        for (var i = 0; i < parameters.Count; i++)
        {
            arguments[i] ??= parameters[i].Type.Form switch
            {
                GrammarForm.Span => new GrammarArgument(GrammarArgumentKind.Span, 0, parameters[i].Type),
                GrammarForm.Errors => new GrammarArgument(GrammarArgumentKind.Errors, 0, parameters[i].Type),
                GrammarForm.Source => new GrammarArgument(GrammarArgumentKind.Source, 0, parameters[i].Type),
                _ => null,
            };
        }

        for (var part = isLeftMissing ? -1 : 0; part < parts.Count; part++)
        {
            if (part >= 0 && parts[part].Label is not null)
            {
                continue;
            }

            var next = System.Array.FindIndex(arguments, argument => argument is null);
            if (part < 0)
            {
                if (next < 0 || !parameters[next].Type.Accepts(left!))
                {
                    return Mismatch(production, new GrammarRange(production.Site, 0, production.Text.Length), "the operand in front", left!.Declared, next);
                }

                arguments[next] = new GrammarArgument(GrammarArgumentKind.Left, 0, parameters[next].Type);
            }
            else if (next >= 0 && shapes[part].Fits(parameters[next].Type))
            {
                arguments[next] = new GrammarArgument(GrammarArgumentKind.Part, part, parameters[next].Type);
            }
            else if (shapes[part].IsMandatory)
            {
                return Mismatch(production, parts[part].Range, "this part", shapes[part].ToString(), next);
            }
        }

        if (System.Array.FindIndex(arguments, argument => argument is null) is var missing and >= 0)
        {
            names.Report(GrammarFaultKind.Part, new GrammarRange(production.Site, 0, production.Text.Length),
                "no part is left for parameter '" + parameters[missing].Name + "' of type " + parameters[missing].Type.Declared + " of '" + production.Action.Method + "'");
            return null;
        }

        return arguments.Select(argument => argument!).ToEquatableArray();
    }

    private bool Labelled(ProductionSpec production, IReadOnlyList<GrammarNode> parts, PartShape[] shapes, GrammarArgument?[] arguments)
    {
        var parameters = production.Action.Parameters;
        for (var part = 0; part < parts.Count; part++)
        {
            if (parts[part].Label is not { } label)
            {
                continue;
            }

            var parameter = parameters.TakeWhile(candidate => candidate.Name != label).Count();
            if (parameter == parameters.Count || arguments[parameter] is not null)
            {
                names.Report(GrammarFaultKind.Part, parts[part].Range, "'" + production.Action.Method + "' has no parameter '" + label + "' that is free");
                return false;
            }

            if (!shapes[part].Fits(parameters[parameter].Type))
            {
                Mismatch(production, parts[part].Range, "this part", shapes[part].ToString(), parameter);
                return false;
            }

            arguments[parameter] = new GrammarArgument(GrammarArgumentKind.Part, part, parameters[parameter].Type);
        }

        return true;
    }

    private EquatableArray<GrammarArgument>? Mismatch(ProductionSpec production, GrammarRange range, string what, string type, int parameter)
    {
        var parameters = production.Action.Parameters;
        names.Report(GrammarFaultKind.Part, range, what + " has the type " + type + ", but " + (parameter < 0
            ? "'" + production.Action.Method + "' has no parameter left for it"
            : "parameter '" + parameters[parameter].Name + "' of '" + production.Action.Method + "' is " + parameters[parameter].Type.Declared));
        return null;
    }
}
