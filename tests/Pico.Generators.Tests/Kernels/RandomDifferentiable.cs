using System.Globalization;
using System.Text;

namespace Pico.Generators.Tests.Kernels;

/// <summary>Writes random methods that can be differentiated: of two numbers, an integer and at least four elements of memory.</summary>
internal sealed class RandomDifferentiable(System.Random random)
{
    private readonly StringBuilder text = new();
    private int loops;
    private int names;

    /// <param name="name">The method's name.</param>
    /// <param name="attributes">What it is marked with.</param>
    public string Method(string name, string attributes = "Differentiable(Hessian = true)")
    {
        text.AppendLine(CultureInfo.InvariantCulture, $"    [{attributes}] public static double {name}(double x, double y, int n, ReadOnlySpan<double> s)");
        text.AppendLine("    {\n        var z = 0.5; var k = 0; var i = n; var b = false; Span<double> w = stackalloc double[4]; Span<int> q = stackalloc int[2];");
        Block(3, 5);
        text.AppendLine("        return x + y * z + w[k & 3];\n    }");
        return text.ToString();
    }

    private void Block(int depth, int most)
    {
        for (var statement = random.Next(1, most + 1); statement > 0; statement--)
        {
            Statement(depth);
        }
    }

    private void Statement(int depth)
    {
        switch (random.Next(depth > 0 ? 18 : 9))
        {
            case 0 or 1 or 2:
                Line($"{Pick("x", "y", "z")} {Pick("=", "+=", "-=")} {Float(2)};");
                break;
            case 3:
                Line($"{Pick("k", "i")} {Pick("=", "+=")} {Int()};");
                break;
            case 4:
                Line($"b = {Bool()};");
                break;
            case 5 or 6:
                Line($"w[{Pick("k & 3", "1", "2", "i & 3", "q[1] & 3")}] {Pick("=", "+=", "*=")} {Float(1)};");
                break;
            case 7:
                Line($"q[{Pick("k & 1", "q[0] & 1", "1")}] = {Int()};");
                break;
            case 8:
                Jump();
                break;
            case 9 or 10 or 11:
                Line($"if ({Bool()})");
                Braces(depth);
                if (random.Next(2) == 0)
                {
                    Line("else");
                    Braces(depth);
                }

                break;
            case 12 or 13:
                var counter = "c" + names++;
                Line($"for (var {counter} = 0; {counter} < {Pick("3", "n", "(i & 3)", "4")}; {counter}++)");
                Loop(depth, counter);
                break;
            case 14:
                var left = "c" + names++;
                Line($"var {left} = {Pick("4", "(i & 3)", "n")};");
                Line($"while ({left}-- > 0 && {Bool()})");
                Loop(depth, left);
                break;
            case 15:
                var times = "c" + names++;
                Line($"var {times} = {Pick("3", "n")};");
                Line("do");
                Loop(depth, times);
                Line($"while (--{times} > 0);");
                break;
            case 16:
                Line($"switch ({Pick("k", "i", "n")} & 3)");
                Line("{");
                Line("case 0:");
                Line($"z = {Float(1)};");
                Line("break;");
                Line("case 2:");
                Line($"x = {Float(1)};");
                Line("break;");
                Line("default:");
                Line($"w[0] += {Float(1)};");
                Line("break;");
                Line("}");
                break;
            default:
                var array = "v" + names++;
                Line("{");
                Line($"Span<double> {array} = stackalloc double[3];");
                Line($"{array}[(k & 1) + 1] = {Float(1)};");
                Line($"for (var e = 1; e < 3; e++) {array}[e] = Math.Sin({array}[e - 1] + {array}[e] * {Float(1)});");
                Line($"y = {array}[2];");
                Line("}");
                break;
        }
    }

    private void Jump() => Line(random.Next(4) switch
    {
        0 => $"if ({Bool()}) return {Float(1)};",
        1 or 2 when loops > 0 => $"if ({Bool()}) {{ z += {Float(0)}; break; }}",
        _ when loops > 0 => $"if ({Bool()}) continue;",
        _ => $"z = {Float(2)};",
    });

    private void Loop(int depth, string counter)
    {
        loops++;
        Line("{");
        Line($"i += {counter};");
        Block(depth - 1, 3);
        Line("}");
        loops--;
    }

    private void Braces(int depth)
    {
        Line("{");
        Block(depth - 1, 3);
        Line("}");
    }

    private string Float(int depth) => depth == 0
        ? Pick("x", "y", "z", "s[k & 3]", "s[(i + n) & 3]", "w[k & 3]", "w[2]", "0.7")
        : random.Next(8) switch
        {
            0 or 1 => $"Math.Sin({Float(depth - 1)} + {Float(depth - 1)})",
            2 or 3 => $"Math.Tanh({Float(depth - 1)} * {Float(depth - 1)})",
            4 => $"(0.5 * {Float(depth - 1)} - {Float(depth - 1)} * 0.25)",
            5 => $"({Bool()} ? {Float(depth - 1)} : {Float(depth - 1)})",
            6 => $"Math.Cos({Float(depth - 1)}) / (2 + {Float(0)} * {Float(0)})",
            _ => Float(depth - 1),
        };

    private string Int() => Pick("k + 1", "i", "n", "(k ^ i)", "q[0]", "(x > 0.2 ? 1 : 2)", "q[k & 1] + 1");

    private string Bool() => Pick("(k & 1) == 0", "(i & 3) == 1", "x > 0.3", "z < y", "b", "n > 2", "w[1] > 0.1", "!b && i > k");

    private string Pick(params string[] choices) => choices[random.Next(choices.Length)];

    private void Line(string line) => text.Append("        ").AppendLine(line);
}
