using Pico.Examples.Interpreter.Runtime;
using Pico.Examples.Interpreter.Syntax;
using Pico.Parsing;

namespace Pico.Examples.Interpreter.Resolution;

/// <summary>
/// Finds out where each variable lives, and reports what the book's compiler reports besides syntax. Of one declaration only the first mistake is reported, as there.
/// </summary>
internal sealed partial class Resolver
{
    private static readonly string TooDeep = $"nested more than {Limits.Nesting} deep";

    private readonly GlobalNames globals;
    private readonly SourceLines lines;
    private readonly List<(SourceSpan Span, string Message)> errors = [];
    private FunctionScope scope;
    private ClassScope? type;
    private bool isPanicking;
    private int depth;

    private Resolver(GlobalNames globals, SourceLines lines)
    {
        this.globals = globals;
        this.lines = lines;
        scope = new FunctionScope(new ResolvedFunction(null, FunctionKind.Script, 0), null);
        scope.Declare("", isReady: true); // the receiver's slot, which a script does not use
    }

    /// <summary>Resolves a program.</summary>
    /// <param name="program">What was parsed of it.</param>
    /// <param name="globals">The global variables that are known.</param>
    /// <param name="lines">Where lines begin.</param>
    /// <param name="errors">What is wrong, in the order of the text.</param>
    public static ResolvedFunction Resolve(IReadOnlyList<LoxStatement> program, GlobalNames globals, SourceLines lines, out IReadOnlyList<(SourceSpan Span, string Message)> errors)
    {
        var resolver = new Resolver(globals, lines);
        var script = resolver.scope.Function;
        script.Body = resolver.Declarations(program);
        errors = resolver.errors;
        return script;
    }

    private ResolvedStatement[] Declarations(IReadOnlyList<LoxStatement> statements)
    {
        var resolved = new ResolvedStatement[statements.Count];
        for (var i = 0; i < resolved.Length; i++)
        {
            resolved[i] = Statement(statements[i]);
            isPanicking = false;
        }

        return resolved;
    }

    private ResolvedStatement Statement(LoxStatement statement)
    {
        depth++; // the parser has bounded how deep statements are nested
        var resolved = Resolve(statement);
        depth--;
        return resolved;
    }

    private ResolvedStatement Resolve(LoxStatement statement)
    {
        switch (statement)
        {
            case LoxStatement.Expression expression:
                return new ResolvedStatement.Expression(Expression(expression.Value));
            case LoxStatement.Print print:
                return new ResolvedStatement.Print(Expression(print.Value));
            case LoxStatement.Var variable:
                return Variable(variable);
            case LoxStatement.Block block:
                scope.Depth++;
                var statements = Declarations(block.Statements);
                scope.EndBlock();
                return new ResolvedStatement.Block(statements);
            case LoxStatement.If branch:
                return new ResolvedStatement.If(Expression(branch.Condition), Statement(branch.Then), branch.Else is null ? null : Statement(branch.Else));
            case LoxStatement.While loop:
                return new ResolvedStatement.While(Expression(loop.Condition), Statement(loop.Body), null, lines.LineOf(loop.Condition.Last));
            case LoxStatement.For loop:
                return For(loop);
            case LoxStatement.Return result:
                return Return(result);
            case LoxStatement.Function function:
                var place = Declare(function.Declaration.Name, isReady: true);
                return new ResolvedStatement.Function(place, Function(function.Declaration, FunctionKind.Function));
            default:
                return Class((LoxStatement.Class)statement);
        }
    }

    private ResolvedStatement Variable(LoxStatement.Var variable)
    {
        var place = Declare(variable.Name, isReady: false);
        var value = variable.Initializer is null ? Nil(variable.Name.Span) : Expression(variable.Initializer);
        if (scope.Find(variable.Name.Text) is { IsReady: false } local)
        {
            local.IsReady = true;
        }

        return new ResolvedStatement.Declare(place, value);
    }

    private ResolvedStatement For(LoxStatement.For loop)
    {
        scope.Depth++;
        var initializer = loop.Initializer is null ? null : Statement(loop.Initializer);
        var condition = loop.Condition is null ? null : Expression(loop.Condition);
        var increment = loop.Increment is null ? null : Expression(loop.Increment);
        var body = Statement(loop.Body);
        scope.EndBlock();
        var whole = new ResolvedStatement.While(condition, body, increment, lines.LineOf(loop.Keyword));
        return initializer is null ? whole : new ResolvedStatement.Block([initializer, whole]);
    }

    private ResolvedStatement Return(LoxStatement.Return result)
    {
        if (scope.Function.Kind == FunctionKind.Script)
        {
            Report(result.Span, "Can't return from top-level code.");
        }
        else if (scope.Function.Kind == FunctionKind.Initializer && result.Value is not null)
        {
            Report(result.Span, "Can't return a value from an initializer.");
        }

        var value = result.Value is null ? null : Expression(result.Value);
        return new ResolvedStatement.Return(scope.Function.Kind == FunctionKind.Initializer
            ? new ResolvedExpression.Read(Read("this"), lines.LineOf(result.Span))
            : value ?? Nil(result.Span));
    }

    private ResolvedStatement Class(LoxStatement.Class declaration)
    {
        var place = Declare(declaration.Name, isReady: true);
        Place? superclass = null;
        if (declaration.Superclass is { } name)
        {
            if (name.Text == declaration.Name.Text)
            {
                Report(name.Span, "A class can't inherit from itself.");
            }

            superclass = Read(name);
        }

        type = new ClassScope(type, superclass is not null);
        var methods = declaration.Methods.Select(method => Function(method, method.Name.Text == "init" ? FunctionKind.Initializer : FunctionKind.Method)).ToArray();
        type = type.Enclosing;
        return new ResolvedStatement.Class(place, declaration.Name.Text, superclass, methods, lines.LineOf(declaration.Superclass?.Span ?? declaration.Name.Span));
    }

    private ResolvedFunction Function(LoxFunction declaration, FunctionKind kind)
    {
        var function = new ResolvedFunction(declaration.Name.Text, kind, declaration.Parameters.Length);
        scope = new FunctionScope(function, scope) { Depth = 1 };
        var receiver = scope.Declare(kind == FunctionKind.Function ? "" : "this", isReady: true);
        var parameters = declaration.Parameters.Select(parameter => DeclareLocal(parameter, isReady: true)).ToArray();
        var body = Declarations(declaration.Body).ToList();
        body.Add(new ResolvedStatement.Return(kind == FunctionKind.Initializer
            ? new ResolvedExpression.Read(new Place(receiver), lines.LineOf(declaration.End))
            : Nil(declaration.End)));
        function.Body = body;
        function.Captures = scope.Captures;
        function.CapturedParameters = [.. parameters.Prepend(receiver).Where(parameter => parameter.IsCaptured).Select(parameter => parameter.Slot)];
        scope = scope.Enclosing!;
        return function;
    }

    private Place Declare(LoxName name, bool isReady) =>
        scope.Depth == 0 ? new Place(PlaceKind.Global, globals.IndexOf(name.Text), name.Text) : new Place(DeclareLocal(name, isReady));

    private LocalVariable DeclareLocal(LoxName name, bool isReady)
    {
        if (scope.HasInBlock(name.Text))
        {
            Report(name.Span, "Already a variable with this name in this scope.");
        }
        else if (scope.VisibleCount >= Limits.Locals)
        {
            Report(name.Span, "Too many local variables in function.");
        }

        return scope.Declare(name.Text, isReady);
    }

    private ResolvedExpression.Constant Nil(SourceSpan span) => new(LoxValue.Nil, lines.LineOf(span));

    private void Report(SourceSpan span, string message)
    {
        if (!isPanicking)
        {
            errors.Add((span, message));
            isPanicking = true;
        }
    }

    /// <summary>The class around what is resolved.</summary>
    private sealed record ClassScope(ClassScope? Enclosing, bool HasSuperclass);
}
