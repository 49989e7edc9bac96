using System.Collections.Generic;
using System.Linq;
using Pico.Generators.Ir;
using Pico.Generators.Passes;

namespace Pico.Generators.Emit;

/// <summary>What the methods of one generated parser share: names of methods and stacks, sets of tokens, loops that recover.</summary>
internal sealed class ParserScope
{
    private readonly string[] nonterminals;
    private readonly Dictionary<Alternative, string> productions = new();
    private readonly Dictionary<string, (string Name, GrammarType Type)> stacks = new();

    /// <summary>What the methods of rules call, and no local of theirs may hide.</summary>
    private static readonly string[] Helpers =
    [
        "Take", "Require", "Advance", "Ahead", "Fail", "FailWith", "SpanFrom", "Begin", "Recover", "Skip", "Enter", "Save", "Restore", "Dispose", "State", "ExpectEnd",
        "IsFirstReport", "Peek", "Pass", "Resumes", "ResumesAfter", "ResumesAround", "IsDeclared", "TokenKind", "Token",
    ];

    private static readonly string[] Fields =
    [
        "lexer", "errors", "current", "ahead", "previousEnd", "depth", "maxDepth", "loops", "reportedAt", "recoveredAt", "recoveredLevel", "grammar", "budget", "maximum", "second", "third", "previousKind", "kind", "isPassed",
    ];

    private readonly NameScope methods = new([.. Helpers, "Parse", "Parser", "Lexer"]);
    private readonly NameScope fields = new(Fields);

    public ParserScope(GrammarPlan plan, GrammarContainer container)
    {
        Plan = plan;
        Tried = plan.Grammar.Nonterminals.SelectMany(nonterminal => nonterminal.Productions()).Where(production => production.TryTokens > 0).ToArray();
        Sets = new TokenSetNames(plan);
        Owner = NameScope.Identifier(container.Name.Substring(container.Name.LastIndexOf('.') + 1));
        nonterminals = plan.Grammar.Nonterminals.Select(nonterminal => methods.Unique("Parse" + Upper(nonterminal.Name))).ToArray();
        foreach (var nonterminal in plan.Grammar.Nonterminals)
        {
            foreach (var production in nonterminal.Productions())
            {
                var wish = "Parse" + Upper(production.Action.Method);
                productions[production] = methods.Unique(IsTaken(wish) ? "Parse" + Upper(nonterminal.Name) + Upper(production.Action.Method) : wish);
                foreach (var item in Lists(production))
                {
                    Stack(item);
                }
            }
        }

        var members = new HashSet<string>(Fields.Concat(Helpers).Concat(nonterminals).Concat(productions.Values));
        if (container.Name.Split('.').Any(members.Contains))
        {
            Owner = "global::" + string.Join(".", (container.Namespace.Length > 0 ? container.Namespace + "." + container.Name : container.Name).Split('.').Select(NameScope.Identifier));
        }

        foreach (var method in nonterminals.Concat(productions.Values))
        {
            methods.Unique(Skipping(method));
            methods.Unique(Trying(method));
        }
    }

    public GrammarPlan Plan { get; }

    public TokenSetNames Sets { get; }

    /// <summary>Whether rules can be nested without end, so that the parser counts.</summary>
    public bool CountsDepth => Plan.Grammar.Nonterminals.Any(nonterminal => nonterminal.CountsDepth);

    /// <summary>Whether some methods only tell whether a text fits.</summary>
    public bool HasRecognizer => Plan.Grammar.Recognizes || Tried.Count > 0;

    /// <summary>The productions that are read ahead before they are chosen.</summary>
    public IReadOnlyList<Alternative> Tried { get; }

    /// <summary>Whether operators that cannot stand in a row limit what follows them.</summary>
    public bool IsLimited => Plan.Grammar.Nonterminals.Any(nonterminal => nonterminal.IsLimited);

    /// <summary>The class of the grammar, as a parser inside it calls it.</summary>
    public string Owner { get; }

    /// <summary>How many tokens beyond the current one the grammar's decisions ask for.</summary>
    public int Ahead => Plan.Decisions.Ahead;

    /// <summary>Whether the grammar says of some loop where it goes on.</summary>
    public bool HasDeclaredLoops => Loops.Values.Any(loop => loop.IsExplicit);

    /// <summary>The loops of the grammar, by number, that have been written.</summary>
    public SortedDictionary<int, LoopInfo> Loops { get; } = new();

    /// <summary>The stacks that lists need: name of the field and type of the items.</summary>
    public IEnumerable<(string Name, GrammarType Type)> Stacks => stacks.Values;

    public string Parse(int nonterminal) => nonterminals[nonterminal];

    public string Parse(Alternative production) => productions[production];

    /// <summary>The method that reads a nonterminal and makes nothing of it.</summary>
    public static string Skipping(string parse) => "Skip" + parse.Substring("Parse".Length);

    /// <summary>The method that tries whether a production follows.</summary>
    public static string Trying(string parse) => "Tries" + parse.Substring("Parse".Length);

    /// <summary>Names for the locals of one method.</summary>
    public NameScope Locals(params string[] more) =>
        new([.. more, .. Fields, .. Helpers, .. stacks.Values.Select(stack => stack.Name), .. nonterminals, .. productions.Values, Owner]);

    public string UniqueMethod(string wish) => methods.Unique(wish);

    public string Stack(GrammarType item)
    {
        if (!stacks.TryGetValue(item.Declared, out var stack))
        {
            var name = new string((item.Name.Length > 0 ? item.Name : "item").Where(char.IsLetterOrDigit).ToArray());
            stack = (fields.Unique(char.ToLowerInvariant(name[0]) + name.Substring(1) + (name.EndsWith("s", System.StringComparison.Ordinal) ? "List" : "s")), item);
            stacks.Add(item.Declared, stack);
        }

        return stack.Name;
    }

    /// <summary>The stacks on which a part may leave something when it fails: those of all rules that it names.</summary>
    public IEnumerable<string> StacksOf(GrammarNode part)
    {
        return Plan.Grammar.Reached(part.Descendants().OfType<NonterminalNode>().Select(reference => reference.Index))
            .SelectMany(index => Plan.Grammar.Nonterminals[index].Productions()).SelectMany(production => Lists(production).Select(Stack)).Distinct();
    }

    /// <summary>A call of a method of the user.</summary>
    public string Call(GrammarAction action, IEnumerable<string> arguments) =>
        (action.IsStatic ? Owner : "grammar") + "." + NameScope.Identifier(action.Method) + "(" + string.Join(", ", arguments) + ")";

    public static string Upper(string name) => char.ToUpperInvariant(name[0]) + name.Substring(1);

    /// <summary>What the lists hold that a production collects.</summary>
    private static IEnumerable<GrammarType> Lists(Alternative production) => production.Arguments
        .Where(argument => argument.Kind == GrammarArgumentKind.Part && argument.Type.Form is GrammarForm.List or GrammarForm.ReadOnlySpan)
        .Where(argument => ((SequenceNode)production.Body).Items[argument.Part].Descendants().Any(part => part is RepeatNode))
        .Select(argument => argument.Type.Arguments[0]);

    private bool IsTaken(string wish) => nonterminals.Contains(wish);
}

/// <summary>A loop that goes on after mistakes.</summary>
/// <param name="Text">The repetition in EBNF.</param>
/// <param name="Resumes">The tokens at which it goes on or ends.</param>
/// <param name="After">The tokens behind which it goes on.</param>
/// <param name="IsExplicit">Whether the user said so; loops around it then have no say.</param>
internal sealed record LoopInfo(string Text, EquatableArray<int> Resumes, EquatableArray<int> After, bool IsExplicit);
