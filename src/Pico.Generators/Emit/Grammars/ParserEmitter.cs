using System.Collections.Generic;
using System.Linq;
using Pico.Generators.Ir;
using Pico.Generators.Passes;

namespace Pico.Generators.Emit;

/// <summary>Writes the parser: a ref struct with a method for each rule, one token ahead (or as many as its decisions ask for).</summary>
internal sealed class ParserEmitter
{
    private readonly SourceWriter writer;
    private readonly GrammarPlan plan;
    private readonly GrammarContainer container;
    private readonly ParserScope scope;

    private ParserEmitter(SourceWriter writer, GrammarPlan plan, GrammarContainer container, ParserScope scope)
    {
        this.writer = writer;
        this.plan = plan;
        this.container = container;
        this.scope = scope;
    }

    public static void Write(SourceWriter writer, GrammarPlan plan, GrammarContainer container, ParserScope scope) =>
        new ParserEmitter(writer, plan, container, scope).Write();

    private void Write()
    {
        var methods = new SourceWriter(writer.Depth + 1);
        Rules(methods);
        var helpers = new SourceWriter(writer.Depth + 1);
        new ParserHelpers(helpers, plan, scope, methods.ToString()).Write();

        writer.Line("/// <summary>Reads a text by recursive descent; a method that cannot go on has reported why and returns false.</summary>");
        writer.Line("private ref struct Parser<TUnit> : IDisposable").Line("    where TUnit : unmanaged");
        using (writer.Open())
        {
            Fields();
            Constructor();
            writer.Embed(methods).Embed(helpers);
            scope.Sets.Write(writer);
        }
    }

    private void Fields()
    {
        if (!container.IsStatic)
        {
            writer.Line("private readonly " + scope.Owner + " grammar;");
        }

        writer.Line("private readonly ParseErrors errors;");
        if (scope.CountsDepth)
        {
            writer.Line("private readonly int maxDepth;").Line("private int depth;");
        }

        writer.Line("private Lexer<TUnit> lexer;").Line("private Token current;");
        if (scope.Ahead is var ahead and > 0)
        {
            writer.Line("private Token second;");
            if (ahead > 1)
            {
                writer.Line("private Token third;");
            }

            writer.Line("private int ahead;");
        }

        if (scope.HasRecognizer)
        {
            writer.Line(scope.Tried.Count > 0 ? null : "private TokenKind kind; // all that a recognizer keeps of a token");
            writer.Line("private bool isPassed; // by a recognizer: the next token is not read yet");
        }

        writer.Line("private int previousEnd;").Line("private int reportedAt = -1;");
        if (scope.Loops.Count > 0)
        {
            writer.Line("private int recoveredAt = -1;").Line("private int recoveredLevel;").Line("private PartStack<int> loops;");
            if (scope.HasDeclaredLoops)
            {
                writer.Line("private TokenKind previousKind;");
            }
        }

        if (scope.IsLimited)
        {
            writer.Line("private int maximum; // what binds tighter cannot follow, because of an operator that cannot stand in a row");
        }

        if (scope.Tried.Count > 0)
        {
            writer.Line("private int budget = int.MaxValue;");
        }

        foreach (var (name, type) in scope.Stacks)
        {
            writer.Line("private PartStack<" + type.Declared + "> " + name + ";");
        }

        writer.Blank();
    }

    private void Constructor()
    {
        var first = container.IsStatic ? "" : scope.Owner + " grammar, ";
        using (writer.Braces("public Parser(" + first + "ReadOnlySpan<TUnit> text, ParseErrors errors" + (scope.CountsDepth ? ", int maxDepth" : "") + ")"))
        {
            if (!container.IsStatic)
            {
                writer.Line("this.grammar = grammar;");
            }

            writer.Line("this.errors = errors;");
            if (scope.CountsDepth)
            {
                writer.Line("this.maxDepth = maxDepth;");
            }

            writer.Line("lexer = new Lexer<TUnit>(text, errors);").Line("current = lexer.Next();");
            writer.Line(scope.HasRecognizer && scope.Tried.Count == 0 ? "kind = current.Kind;" : null);
        }

        writer.Blank();
        using (writer.Braces("public void Dispose()"))
        {
            if (scope.Loops.Count > 0)
            {
                writer.Line("loops.Dispose();");
            }

            foreach (var (name, _) in scope.Stacks)
            {
                writer.Line(name + ".Dispose();");
            }

            if (plan.Lexer.Modes.Count > 1)
            {
                writer.Line("lexer.Dispose();");
            }
        }
    }

    private void Rules(SourceWriter methods)
    {
        for (var i = 0; i < plan.Grammar.Nonterminals.Count; i++)
        {
            NonterminalEmitter.Write(methods, scope, i);
        }

        if (scope.HasRecognizer)
        {
            var recognizer = new RecognizerEmitter(methods, scope);
            recognizer.Nonterminals(plan.Grammar.Recognizes ? plan.Grammar.Entries : Owners());
            foreach (var production in scope.Tried)
            {
                recognizer.Try(production);
            }
        }
    }

    private IEnumerable<int> Owners() =>
        Enumerable.Range(0, plan.Grammar.Nonterminals.Count).Where(i => plan.Grammar.Nonterminals[i].Productions().Intersect(scope.Tried).Any());
}
