using System.Globalization;
using Pico.Parsing;

namespace Pico.Examples.Interpreter.Syntax;

/// <summary>
/// Lox, from "Crafting Interpreters" by Robert Nystrom, appendix I; messages are those of its C implementation. After a mistake a list of declarations goes on behind the next
/// semicolon or before the next keyword that begins a statement, as the book's "synchronize" does; lists inside expressions do not go on by themselves.
/// </summary>
[Grammar("Program", "Expression", MaxDepth = Limits.Nesting)]
[Skip(@"[ \t\r\n]+"), Skip(@"//[^\n]*")]
[Skip(@"""[^""]*", Error = UnterminatedString)]
[Skip(@".", Error = UnexpectedCharacter)]
[Recover("Declaration", After = "';'", Before = "'class' | 'fun' | 'var' | 'for' | 'if' | 'while' | 'print' | 'return'")]
[Recover("Method"), Recover("Expression"), Recover("Parameter")]
internal static partial class LoxGrammar
{
    public const string UnterminatedString = "Unterminated string.", UnexpectedCharacter = "Unexpected character.";

    private const string ExpectExpression = "Expect expression.";

    [Token(@"[0-9]+(\.[0-9]+)?")]
    private static double Number(ReadOnlySpan<char> text) => double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);

    [Token(@"""[^""]*""")]
    private static string Text(ReadOnlySpan<char> text) => text[1..^1].ToString();

    [Token(@"[A-Za-z_][A-Za-z_0-9]*")]
    private static LoxName Identifier(ReadOnlySpan<char> text, SourceSpan span) => new(string.Intern(text.ToString()), span);

    [Rule("Declaration*", Name = "Program")]
    private static LoxStatement[] Program(LoxStatement[] statements) => statements;

    // Declarations.

    [Rule("'class' Identifier <Expect class name.> ('<' Identifier <Expect superclass name.>)? '{' <Expect '{' before class body.> Method* '}' <Expect '}' after class body.>",
        Name = "Declaration", Expect = ExpectExpression)]
    private static LoxStatement Class(LoxName name, LoxName? superclass, LoxFunction[] methods) => new LoxStatement.Class(name, superclass, methods);

    [Rule("'fun' Identifier <Expect function name.> Function", Name = "Declaration")]
    private static LoxStatement Function(LoxName name, LoxFunction function) => new LoxStatement.Function(function with { Name = name });

    [Rule("Variable", Name = "Declaration"), Rule("Statement", Name = "Declaration")]
    private static LoxStatement Declare(LoxStatement statement) => statement;

    [Rule("'var' Identifier <Expect variable name.> ('=' Expression)? ';' <Expect ';' after variable declaration.>", Name = "Variable")]
    private static LoxStatement Var(LoxName name, LoxExpression? initializer) => new LoxStatement.Var(name, initializer);

    [Rule("Identifier Function", Name = "Method", Expect = "Expect method name.")]
    private static LoxFunction Method(LoxName name, LoxFunction function) => function with { Name = name };

    [Rule("'(' <Expect '(' after function name.> Parameters '{' <Expect '{' before function body.> Declaration* end:'}' <Expect '}' after block.>", Name = "Function")]
    private static LoxFunction Code(LoxName[] parameters, LoxStatement[] body, Token end) => new(default, parameters, body, end.Span);

    [Rule("')'", Name = "Parameters", Expect = "Expect parameter name.")]
    private static LoxName[] NoParameters() => [];

    [Rule("Parameter % ',' ')' <Expect ')' after parameters.>", Name = "Parameters")]
    private static LoxName[] SomeParameters(LoxName[] names, ParseErrors errors)
    {
        if (names.Length > Limits.Arguments)
        {
            errors.Report(names[Limits.Arguments].Span, "Can't have more than 255 parameters.");
            return names[..Limits.Arguments]; // the rest would be too many locals as well
        }

        return names;
    }

    [Rule("Identifier", Name = "Parameter", Expect = "Expect parameter name.")]
    private static LoxName Parameter(LoxName name) => name;

    // Statements.

    [Rule("Expression ';' <Expect ';' after expression.>", Name = "Statement", Expect = ExpectExpression)]
    private static LoxStatement Evaluate(LoxExpression value) => new LoxStatement.Expression(value);

    [Rule("'print' Expression ';' <Expect ';' after value.>", Name = "Statement")]
    private static LoxStatement Print(LoxExpression value) => new LoxStatement.Print(value);

    [Rule("'{' Declaration* '}' <Expect '}' after block.>", Name = "Statement")]
    private static LoxStatement Block(LoxStatement[] statements) => new LoxStatement.Block(statements);

    [Rule("'if' '(' <Expect '(' after 'if'.> Expression ')' <Expect ')' after condition.> Statement ('else' Statement)?!", Name = "Statement")]
    private static LoxStatement If(LoxExpression condition, LoxStatement then, LoxStatement? otherwise) => new LoxStatement.If(condition, then, otherwise);

    [Rule("'while' '(' <Expect '(' after 'while'.> Expression ')' <Expect ')' after condition.> Statement", Name = "Statement")]
    private static LoxStatement While(LoxExpression condition, LoxStatement body) => new LoxStatement.While(condition, body);

    [Rule("keyword:'for' '(' <Expect '(' after 'for'.> Initializer Condition Increment Statement", Name = "Statement")]
    private static LoxStatement For(Token keyword, LoxStatement? initializer, LoxExpression? condition, LoxExpression? increment, LoxStatement body) =>
        new LoxStatement.For(keyword.Span, initializer, condition, increment, body);

    [Rule("keyword:'return' Result", Name = "Statement")]
    private static LoxStatement Return(Token keyword, LoxExpression? value) => new LoxStatement.Return(value, keyword.Span);

    [Rule("';'", Name = "Initializer", Expect = ExpectExpression)]
    private static LoxStatement? NoInitializer() => null;

    [Rule("Variable", Name = "Initializer")]
    private static LoxStatement? VariableInitializer(LoxStatement variable) => variable;

    [Rule("Expression ';' <Expect ';' after expression.>", Name = "Initializer")]
    private static LoxStatement? ExpressionInitializer(LoxExpression value) => new LoxStatement.Expression(value);

    [Rule("';'", Name = "Condition", Expect = ExpectExpression)]
    private static LoxExpression? NoCondition() => null;

    [Rule("Expression ';' <Expect ';' after loop condition.>", Name = "Condition")]
    private static LoxExpression? SomeCondition(LoxExpression condition) => condition;

    [Rule("')'", Name = "Increment", Expect = ExpectExpression)]
    private static LoxExpression? NoIncrement() => null;

    [Rule("Expression ')' <Expect ')' after for clauses.>", Name = "Increment")]
    private static LoxExpression? SomeIncrement(LoxExpression increment) => increment;

    [Rule("';'", Name = "Result", Expect = ExpectExpression)]
    private static LoxExpression? NoResult() => null;

    [Rule("Expression ';' <Expect ';' after return value.>", Name = "Result")]
    private static LoxExpression? SomeResult(LoxExpression value) => value;

    // Expressions, from loose to tight.

    [Infix("=", 1, Associativity = Associativity.Right, Name = "Expression")]
    private static LoxExpression Assign(LoxExpression left, Token equals, LoxExpression right, ParseErrors errors)
    {
        switch (left)
        {
            case LoxExpression.Variable variable:
                return new LoxExpression.Assign(variable.Name, right);
            case LoxExpression.Get get:
                return new LoxExpression.Set(get.Object, get.Property, right);
            default:
                errors.Report(equals.Span, "Invalid assignment target.");
                return left;
        }
    }

    [Infix("or", 2, Name = "Expression"), Infix("and", 3, Name = "Expression")]
    private static LoxExpression Logical(LoxExpression left, Token op, LoxExpression right) => new LoxExpression.Logical(left, op.Kind == TokenKind.And, right);

    [Infix("==", 4, Name = "Expression"), Infix("!=", 4, Name = "Expression")]
    [Infix("<", 5, Name = "Expression"), Infix("<=", 5, Name = "Expression"), Infix(">", 5, Name = "Expression"), Infix(">=", 5, Name = "Expression")]
    [Infix("+", 6, Name = "Expression"), Infix("-", 6, Name = "Expression"), Infix("*", 7, Name = "Expression"), Infix("/", 7, Name = "Expression")]
    private static LoxExpression Binary(LoxExpression left, Token op, LoxExpression right) => new LoxExpression.Binary(left, op.Kind, right);

    [Prefix("!", 8, Name = "Expression"), Prefix("-", 8, Name = "Expression")]
    private static LoxExpression Unary(Token op, LoxExpression operand) => new LoxExpression.Unary(op.Kind, operand);

    [Postfix("'(' Arguments", 9, Name = "Expression")]
    private static LoxExpression Call(LoxExpression callee, LoxArguments arguments) => new LoxExpression.Call(callee, arguments.Values, arguments.End);

    [Postfix("'.' Identifier <Expect property name after '.'.>", 9, Name = "Expression")]
    private static LoxExpression Get(LoxExpression instance, LoxName property) => new LoxExpression.Get(instance, property);

    [Rule("end:')'", Name = "Arguments", Expect = ExpectExpression)]
    private static LoxArguments NoArguments(Token end) => new([], end.Span);

    [Rule("Expression % ',' end:')' <Expect ')' after arguments.>", Name = "Arguments")]
    private static LoxArguments SomeArguments(LoxExpression[] values, Token end, ParseErrors errors)
    {
        if (values.Length > Limits.Arguments)
        {
            errors.Report(values[Limits.Arguments].Last, "Can't have more than 255 arguments.");
        }

        return new LoxArguments(values, end.Span);
    }

    [Rule("'(' Expression close:')' <Expect ')' after expression.>", Name = "Expression", Expect = ExpectExpression)]
    private static LoxExpression Group(LoxExpression inner, Token close) => new LoxExpression.Group(inner, close.Span);

    [Rule("Number", Name = "Expression")]
    private static LoxExpression OfNumber(double value, SourceSpan span) => new LoxExpression.Number(value, span);

    [Rule("Text", Name = "Expression")]
    private static LoxExpression OfText(string value, SourceSpan span) => new LoxExpression.Text(value, span);

    [Rule("'true'", Name = "Expression"), Rule("'false'", Name = "Expression")]
    private static LoxExpression Boolean(Token keyword) => new LoxExpression.Boolean(keyword.Kind == TokenKind.True, keyword.Span);

    [Rule("'nil'", Name = "Expression")]
    private static LoxExpression Nil(SourceSpan span) => new LoxExpression.Nil(span);

    [Rule("'this'", Name = "Expression")]
    private static LoxExpression This(SourceSpan span) => new LoxExpression.This(span);

    [Rule("keyword:'super' '.' <Expect '.' after 'super'.> Identifier <Expect superclass method name.>", Name = "Expression")]
    private static LoxExpression Super(Token keyword, LoxName method) => new LoxExpression.Super(keyword.Span, method);

    [Rule("Identifier", Name = "Expression")]
    private static LoxExpression Variable(LoxName name) => new LoxExpression.Variable(name);
}

/// <summary>The arguments of a call and its closing parenthesis.</summary>
internal readonly record struct LoxArguments(LoxExpression[] Values, SourceSpan End);
