using System.Collections.Generic;
using System.Linq;

namespace Pico.Generators.Ir;

/// <summary>What a part of a production hands to a method.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Type">The type of a value.</param>
/// <param name="Items">What a list holds, what is optional, the elements of a tuple.</param>
internal sealed record PartShape(PartShapeKind Kind, GrammarType? Type, EquatableArray<PartShape> Items)
{
    public static readonly PartShape None = new(PartShapeKind.None, null, EquatableArray<PartShape>.Empty);

    private static readonly PartShape Token = new(PartShapeKind.Token, GrammarType.Token, EquatableArray<PartShape>.Empty);

    /// <summary>Whether a parameter must receive it. Tokens without a value, and whether one is there, may be left out.</summary>
    public bool IsMandatory => Kind switch
    {
        PartShapeKind.Value or PartShapeKind.Tuple => true,
        PartShapeKind.List or PartShapeKind.Optional => Items[0].IsMandatory,
        _ => false,
    };

    /// <summary>The shape of a part, or what keeps it from having one.</summary>
    public static PartShape Of(GrammarNode node, IReadOnlyList<Terminal> terminals, System.Func<int, GrammarType> nonterminal, List<(GrammarNode, string)>? problems = null)
    {
        PartShape Shape(GrammarNode part) => Of(part, terminals, nonterminal, problems);
        switch (node)
        {
            case TerminalNode terminal:
                return terminals[terminal.Kind].Value is { } value ? Value(value) : Token;
            case NonterminalNode { Index: var index }:
                return nonterminal(index) is { Form: not GrammarForm.Void } type ? Value(type) : None;
            case SequenceNode sequence:
                var shapes = sequence.Items.Select(Shape).ToArray();
                var mandatory = shapes.Where(shape => shape.IsMandatory).ToArray();
                foreach (var nested in mandatory.Where(shape => mandatory.Length > 1 && shape.Kind != PartShapeKind.Value))
                {
                    problems?.Add((node, "a list or an optional part inside a group of several values has no type of its own; make the group a rule"));
                }

                return mandatory.Length switch
                {
                    0 => shapes.Length == 1 ? shapes[0] : None,
                    1 => mandatory[0],
                    _ => new PartShape(PartShapeKind.Tuple, null, mandatory.ToEquatableArray()),
                };
            case ChoiceNode choice:
                var alternatives = choice.Alternatives.Select(Shape).Distinct().ToArray();
                if (alternatives.Length > 1 && alternatives.Any(shape => shape.IsMandatory))
                {
                    problems?.Add((node, "the alternatives of a group must have values of one type; make them rules that return it"));
                }

                return alternatives.Length == 1 ? alternatives[0] : None;
            case OptionalNode optional:
                return Shape(optional.Item) is { Kind: PartShapeKind.List or PartShapeKind.Optional } same ? same : new PartShape(PartShapeKind.Optional, null, EquatableArray.Of(Shape(optional.Item)));
            case RepeatNode repeat:
                var item = Shape(repeat.Item);
                if (item.IsMandatory && item.Kind is PartShapeKind.List or PartShapeKind.Optional)
                {
                    problems?.Add((node, "a list of lists, or of optional parts, has no type of its own; make the inner one a rule"));
                }

                return item.Kind == PartShapeKind.None ? None : new PartShape(PartShapeKind.List, null, EquatableArray.Of(item));
            default:
                throw new System.ArgumentOutOfRangeException(nameof(node));
        }
    }

    /// <summary>Whether a parameter of a type can receive it.</summary>
    public bool Fits(GrammarType type) => Kind switch
    {
        PartShapeKind.Token => type.Form == GrammarForm.Token,
        PartShapeKind.Value => type.Accepts(Type!) || (type.Form == GrammarForm.Nullable && type.Arguments[0].Accepts(Type!)),
        PartShapeKind.List => type.Form is GrammarForm.List or GrammarForm.ReadOnlySpan && Items[0].Fits(type.Arguments[0]),
        PartShapeKind.Optional => Items[0].Kind is PartShapeKind.None or PartShapeKind.Token && type.Text == "bool"
            || (type.Form == GrammarForm.Nullable && Items[0].Fits(type.Arguments[0]))
            || (type.IsReference && type.IsNullable && Items[0].Fits(type)),
        PartShapeKind.Tuple => type.Form == GrammarForm.Tuple && type.Arguments.Count == Items.Count && !Items.Where((item, i) => !item.Fits(type.Arguments[i])).Any(),
        _ => false,
    };

    /// <summary>The type in words, for messages.</summary>
    public override string ToString() => Kind switch
    {
        PartShapeKind.Value => Type!.Declared,
        PartShapeKind.Token => "Token",
        PartShapeKind.List => "a list of " + Items[0],
        PartShapeKind.Optional => Items[0].Kind is PartShapeKind.None or PartShapeKind.Token ? "bool" : Items[0] + "?",
        PartShapeKind.Tuple => "(" + string.Join(", ", Items.Select(item => item.ToString())) + ")",
        _ => "nothing",
    };

    private static PartShape Value(GrammarType type) => new(PartShapeKind.Value, type, EquatableArray<PartShape>.Empty);
}

internal enum PartShapeKind
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>One token without a value.</summary>
    Token,
    Value,
    List,
    Optional,
    Tuple,
}
