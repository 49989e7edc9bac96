using System.Text;

namespace Pico.Examples.Tests.Interpreter;

/// <summary>Random texts from a seed: well-formed programs, soups of tokens, and programs with something changed.</summary>
internal sealed class RandomLox(int seed)
{
    private static readonly string[] Tokens =
    [
        "(", ")", "{", "}", ",", ".", "-", "+", ";", "/", "*", "!", "!=", "=", "==", ">", ">=", "<", "<=", "and", "class", "else", "false", "fun", "for", "if", "nil", "or",
        "print", "return", "super", "this", "true", "var", "while", "a", "b", "c", "A", "B", "f", "init", "clock", "1", "0", "2.5", "\"text\"", "\"", "@", "// end\n", "\n", "é",
    ];

    private static readonly string[] Names = ["a", "b", "c", "d", "e"], Functions = ["f", "g", "h"], Types = ["A", "B", "C"], Members = ["m", "n", "x", "init"];

    /// <summary>Something behind each name: without it programs end with the first one they use.</summary>
    private const string Prelude =
        """
        var a = 1; var b = "b"; var d = true; var e = 2.5;
        fun f(a) { return a; } fun g() { return 1; } fun h(a, b) { a = b; return a; }
        class A { init() { this.x = 1; } m() { return this; } n(a) { this.x = a; return this.x; } }
        class B < A { m() { return super.m(); } n(a) { fun later() { return super.n(a); } return later(); } }
        class C {}
        var c = B();

        """;

    private readonly Random random = new(seed);
    private readonly StringBuilder text = new();
    private bool isMethod, isFunction, hasSuperclass;

    /// <summary>Tokens in any order.</summary>
    public string Soup()
    {
        text.Clear();
        for (var i = random.Next(25); i >= 0; i--)
        {
            text.Append(Of(Tokens)).Append(random.Next(8) == 0 ? "" : " ");
        }

        return text.ToString();
    }

    /// <summary>A program with characters or tokens removed, doubled, exchanged or put in.</summary>
    public string Mutant()
    {
        var program = Program();
        for (var i = random.Next(3); i >= 0 && program.Length > 1; i--)
        {
            var at = random.Next(program.Length);
            var length = Math.Min(random.Next(1, 8), program.Length - at);
            program = random.Next(4) switch
            {
                0 => program.Remove(at, length),
                1 => program.Insert(at, program.Substring(at, length)),
                2 => program.Insert(at, " " + Of(Tokens) + " "),
                _ => program[at..] + program[..at],
            };
        }

        return program;
    }

    /// <summary>A program that compiles, whatever it then does.</summary>
    public string Program()
    {
        text.Clear();
        text.Append(random.Next(4) > 0 ? Prelude : "");
        (isMethod, isFunction, hasSuperclass) = (false, false, false);
        for (var i = random.Next(2, 8); i > 0; i--)
        {
            Declaration(3, isGlobal: true);
        }

        return text.ToString();
    }

    private string Of(string[] choices) => choices[random.Next(choices.Length)];

    private void Declaration(int depth, bool isGlobal)
    {
        switch (random.Next(isGlobal ? 8 : 5)) // in blocks a second declaration of a name is an error, so there blocks have variables of their own
        {
            case 5:
                text.Append("var ").Append(Of(Names));
                if (random.Next(6) > 0)
                {
                    text.Append(" = ");
                    Expression(depth);
                }

                text.Append(";\n");
                break;
            case 6:
                text.Append("fun ");
                Function(Of(Functions), depth, method: false);
                break;
            case 7:
                Class(depth);
                break;
            default:
                Statement(depth);
                break;
        }
    }

    private void Class(int depth)
    {
        var (name, superclass) = (Of(Types), Of(Types));
        var (outerMethod, outerSuperclass) = (isMethod, hasSuperclass);
        (isMethod, hasSuperclass) = (true, name != superclass && random.Next(2) == 0);
        text.Append("class ").Append(name).Append(hasSuperclass ? " < " + superclass : "").Append(" {\n");
        for (var i = random.Next(4); i > 0; i--)
        {
            Function(Of(Members), depth, method: true);
        }

        text.Append("}\n");
        (isMethod, hasSuperclass) = (outerMethod, outerSuperclass);
    }

    private void Function(string name, int depth, bool method)
    {
        var outer = isFunction;
        isFunction = !(method && name == "init"); // which returns no values
        text.Append(name).Append('(').AppendJoin(", ", Names.Take(random.Next(4))).Append(") {\n");
        text.Append("var l = ");
        Expression(depth - 1);
        text.Append(";\n");
        if (random.Next(3) == 0)
        {
            text.Append("fun inner(p) { l = p; return ").Append(isMethod && random.Next(2) == 0 ? "this" : Of(Names)).Append("; }\nprint inner(l);\n");
        }

        for (var i = random.Next(3); i > 0; i--)
        {
            Declaration(depth - 1, isGlobal: false);
        }

        text.Append("}\n");
        isFunction = outer;
    }

    private void Statement(int depth)
    {
        switch (depth <= 0 ? random.Next(2) : random.Next(9))
        {
            case 0:
                text.Append("print ");
                Expression(depth);
                text.Append(";\n");
                break;
            case 1 or 2:
                Expression(depth);
                text.Append(";\n");
                break;
            case 3:
                text.Append("if (");
                Expression(depth - 1);
                text.Append(") ");
                Statement(depth - 1);
                if (random.Next(2) == 0)
                {
                    text.Append("else ");
                    Statement(depth - 1);
                }

                break;
            case 4:
                text.Append("while (");
                Expression(depth - 1);
                text.Append(") ");
                Statement(depth - 1);
                break;
            case 5:
                text.Append("for (var i = 0; i < ").Append(random.Next(4)).Append("; i = i + 1) ");
                Statement(depth - 1);
                break;
            case 6 when isFunction:
                text.Append("return ");
                Expression(depth - 1);
                text.Append(";\n");
                break;
            default:
                text.Append("{ var ").Append(Of(Names)).Append("; ");
                for (var i = random.Next(3); i > 0; i--)
                {
                    Declaration(depth - 1, isGlobal: false);
                }

                text.Append("}\n");
                break;
        }
    }

    private void Expression(int depth)
    {
        switch (depth <= 0 ? random.Next(6) : random.Next(16))
        {
            case 0 or 1:
                text.Append(Of(Names));
                break;
            case 2:
                text.Append(random.Next(5));
                break;
            case 3:
                text.Append('"').Append(Of(Names)).Append('"');
                break;
            case 4:
                text.Append(isMethod ? "this" : Of(Functions));
                break;
            case 5:
                text.Append(Of(["nil", "true", "false", "0.5", "A", "B", "C", "-0", "1e"]).Replace("1e", "clock"));
                break;
            case 6 or 7:
                text.Append('(');
                Expression(depth - 1);
                text.Append(Of([" + ", " - ", " * ", " / ", " == ", " != ", " < ", " <= ", " > ", " >= ", " and ", " or "]));
                Expression(depth - 1);
                text.Append(')');
                break;
            case 8:
                text.Append(Of(["!", "-"]));
                Expression(depth - 1);
                break;
            case 9:
                text.Append('(').Append(Of(Names)).Append(" = ");
                Expression(depth - 1);
                text.Append(')');
                break;
            case 10 or 11:
                text.Append(Of([.. Functions, .. Types]));
                Arguments(depth);
                break;
            case 12:
                text.Append(Of([.. Names, "A()"])).Append('.').Append(Of(Members));
                break;
            case 13:
                text.Append(isMethod ? "this" : Of(Names)).Append('.').Append(Of(Members));
                Arguments(depth);
                break;
            case 14:
                text.Append('(').Append(isMethod ? "this" : Of(Names)).Append('.').Append(Of(Members)).Append(" = ");
                Expression(depth - 1);
                text.Append(')');
                break;
            default:
                text.Append(hasSuperclass ? "super." + Of(Members) : Of(Names));
                if (hasSuperclass && random.Next(2) == 0)
                {
                    Arguments(depth);
                }

                break;
        }
    }

    private void Arguments(int depth)
    {
        text.Append('(');
        for (var i = random.Next(3); i > 0; i--)
        {
            Expression(depth - 1);
            text.Append(i > 1 ? ", " : "");
        }

        text.Append(')');
    }
}
