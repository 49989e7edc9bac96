using System.Globalization;
using Pico.Parsing;

namespace Pico.Examples.Grammars.Calculator;

/// <summary>A calculator: the methods compute while the text is read, so that there is no tree at all.</summary>
[Grammar("Expr"), Skip(@"[ \t\r\n]+")]
internal static partial class CalculatorGrammar
{
    [Token(@"[0-9]+(\.[0-9]*)?([eE][+\-]?[0-9]+)?|\.[0-9]+([eE][+\-]?[0-9]+)?")]
    private static double Number(ReadOnlySpan<char> text) => double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);

    [Token(@"[\p{L}_][\p{L}\p{Nd}_]*")]
    private static string Name(ReadOnlySpan<char> text) => text.ToString();

    [Rule("Number", Name = "Expr", Expect = "expected a number, a name or '('")]
    private static double Literal(double value) => value;

    [Rule("Name", Name = "Expr")]
    private static double Constant(string name, SourceSpan span, ParseErrors errors) => name switch
    {
        "pi" or "π" => Math.PI,
        "e" => Math.E,
        "tau" or "τ" => Math.Tau,
        _ => Unknown($"no constant is called '{name}': there are pi, e and tau", span, errors),
    };

    [Rule("Name '(' (Expr % ',')? ')'", Name = "Expr")]
    private static double Call(string name, ReadOnlySpan<double> arguments, SourceSpan span, ParseErrors errors) => name switch
    {
        "sqrt" when arguments is [var x] => Math.Sqrt(x),
        "sin" when arguments is [var x] => Math.Sin(x),
        "cos" when arguments is [var x] => Math.Cos(x),
        "tan" when arguments is [var x] => Math.Tan(x),
        "exp" when arguments is [var x] => Math.Exp(x),
        "ln" when arguments is [var x] => Math.Log(x),
        "log" when arguments is [var x, var b] => Math.Log(x, b),
        "abs" when arguments is [var x] => Math.Abs(x),
        "floor" when arguments is [var x] => Math.Floor(x),
        "min" when arguments is [var first, .. var rest] => Fold(first, rest, Math.Min),
        "max" when arguments is [var first, .. var rest] => Fold(first, rest, Math.Max),
        _ => Unknown($"no function of {arguments.Length} arguments is called '{name}'", span, errors),
    };

    [Rule("'(' Expr ')'", Name = "Expr")]
    private static double Group(double inner) => inner;

    [Infix("+", 10, Name = "Expr")]
    private static double Add(double left, double right) => left + right;

    [Infix("-", 10, Name = "Expr")]
    private static double Subtract(double left, double right) => left - right;

    [Infix("*", 20, Name = "Expr")]
    private static double Multiply(double left, double right) => left * right;

    [Infix("/", 20, Name = "Expr")]
    private static double Divide(double left, double right) => left / right;

    [Infix("%", 20, Name = "Expr")]
    private static double Remainder(double left, double right) => left % right;

    [Prefix("-", 30, Name = "Expr")]
    private static double Negate(double operand) => -operand;

    [Prefix("+", 30, Name = "Expr")]
    private static double Keep(double operand) => operand;

    /// <summary>Binds tighter than a sign in front: -2^2 is -4.</summary>
    [Infix("^", 40, Associativity = Associativity.Right, Name = "Expr")]
    private static double Power(double left, double right) => Math.Pow(left, right);

    [Postfix("!", 50, Name = "Expr")]
    private static double Factorial(double operand, SourceSpan span, ParseErrors errors)
    {
        if (operand is < 0 or > 170 || operand != Math.Floor(operand))
        {
            return Unknown("a factorial is of an integer from 0 to 170", span, errors);
        }

        var product = 1.0;
        for (var factor = 2; factor <= operand; factor++)
        {
            product *= factor;
        }

        return product;
    }

    private static double Unknown(string message, SourceSpan span, ParseErrors errors)
    {
        errors.Report(span, message);
        return double.NaN;
    }

    private static double Fold(double first, ReadOnlySpan<double> rest, Func<double, double, double> choose)
    {
        foreach (var value in rest)
        {
            first = choose(first, value);
        }

        return first;
    }
}
