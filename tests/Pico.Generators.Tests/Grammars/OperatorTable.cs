using System.Text;

namespace Pico.Generators.Tests.Grammars;

/// <summary>A random table of operators, the grammar that declares it, and an oracle: Dijkstra's shunting-yard, which is not how generated parsers work.</summary>
internal sealed class OperatorTable
{
    private static readonly string[] Signs = ["+", "-", "*", "/", "^", "<", "=", "!", "~", "&", "|", "@", "#", "%"];

    private readonly Dictionary<string, (int Precedence, char Associativity)> infix = [];
    private readonly Dictionary<string, int> prefix = [];
    private readonly Dictionary<string, int> postfix = [];

    public OperatorTable(Random random, string name)
    {
        Name = name;
        var signs = Signs.OrderBy(_ => random.Next()).ToList();
        var levels = Enumerable.Range(0, random.Next(1, 6)).Select(_ => (Precedence: random.Next(1, 30), Associativity: "LLRN"[random.Next(4)])).DistinctBy(level => level.Precedence).ToArray();
        for (var count = random.Next(1, 7); count > 0; count--)
        {
            infix[Take()] = levels[random.Next(levels.Length)];
        }

        for (var count = random.Next(0, 4); count > 0; count--)
        {
            prefix[random.Next(3) == 0 ? infix.Keys.First() : Take()] = Precedence();
        }

        for (var count = random.Next(0, 3); count > 0; count--)
        {
            postfix[Take()] = Precedence();
        }

        string Take()
        {
            var sign = signs[^1];
            signs.RemoveAt(signs.Count - 1);
            return sign;
        }

        int Precedence() => random.Next(2) == 0 ? levels[random.Next(levels.Length)].Precedence : random.Next(1, 30);
    }

    public string Name { get; }

    public string Source
    {
        get
        {
            var text = new StringBuilder($"[Grammar(Recognizer = true)] public static partial class {Name}\n{{\n");
            text.AppendLine("    [Token(\"[a-z]\")] static string Variable(ReadOnlySpan<char> text) => text.ToString();");
            text.AppendLine("    [Rule(\"Variable\", Name = \"Expr\")] static string Atom(string name) => name;");
            text.AppendLine("    [Rule(\"'(' Expr ')'\", Name = \"Expr\")] static string Group(string inner) => inner;");
            foreach (var (sign, (precedence, associativity)) in infix)
            {
                var side = associativity switch { 'R' => ", Associativity = Associativity.Right", 'N' => ", Associativity = Associativity.None", _ => "" };
                text.AppendLine($"    [Infix(\"{sign}\", {precedence}{side}, Name = \"Expr\")] static string Infix{precedence}_{(int)sign[0]}(string left, string right) => \"(\" + left + \"{sign}\" + right + \")\";");
            }

            foreach (var (sign, precedence) in prefix)
            {
                text.AppendLine($"    [Prefix(\"{sign}\", {precedence}, Name = \"Expr\")] static string Prefix{(int)sign[0]}(string operand) => \"(\" + \"{sign}\" + operand + \")\";");
            }

            foreach (var (sign, precedence) in postfix)
            {
                text.AppendLine($"    [Postfix(\"{sign}\", {precedence}, Name = \"Expr\")] static string Postfix{(int)sign[0]}(string operand) => \"(\" + operand + \"{sign}\" + \")\";");
            }

            return text.Append("}\n").ToString();
        }
    }

    /// <summary>A text that is an expression more often than not.</summary>
    public string Draw(Random random)
    {
        var text = new StringBuilder();
        Operand(3);
        return random.Next(4) == 0 && text.Length > 0 ? text.Remove(random.Next(text.Length), 1).ToString() : text.ToString();

        void Operand(int depth)
        {
            for (var count = random.Next(1, 5); count > 0; count--)
            {
                while (prefix.Count > 0 && random.Next(3) == 0)
                {
                    text.Append(prefix.Keys.ElementAt(random.Next(prefix.Count)));
                }

                if (depth > 0 && random.Next(5) == 0)
                {
                    text.Append('(');
                    Operand(depth - 1);
                    text.Append(')');
                }
                else
                {
                    text.Append((char)('a' + random.Next(26)));
                }

                while (postfix.Count > 0 && random.Next(4) == 0)
                {
                    text.Append(postfix.Keys.ElementAt(random.Next(postfix.Count)));
                }

                if (count > 1)
                {
                    text.Append(infix.Keys.ElementAt(random.Next(infix.Count)));
                }
            }
        }
    }

    /// <summary>The expression with all its parentheses; null if it is none.</summary>
    public string? Parenthesize(string text)
    {
        var values = new Stack<string>();
        var waiting = new Stack<(char Kind, string Sign, int Precedence)>(); // infix L, R or N, prefix P, parenthesis (
        var wantsOperand = true;
        foreach (var character in text)
        {
            var sign = character.ToString();
            if (wantsOperand)
            {
                if (char.IsLetter(character))
                {
                    values.Push(sign);
                    wantsOperand = false;
                }
                else if (character == '(')
                {
                    waiting.Push(('(', sign, 0));
                }
                else if (prefix.TryGetValue(sign, out var tightness))
                {
                    waiting.Push(('P', sign, tightness));
                }
                else
                {
                    return null;
                }
            }
            else if (character == ')')
            {
                while (waiting.Count > 0 && waiting.Peek().Kind != '(')
                {
                    Reduce();
                }

                if (!waiting.TryPop(out _))
                {
                    return null;
                }
            }
            else if (postfix.TryGetValue(sign, out var tightness))
            {
                while (waiting.Count > 0 && (waiting.Peek().Precedence > tightness || (waiting.Peek().Precedence == tightness && waiting.Peek().Kind is 'L' or 'N')))
                {
                    Reduce();
                }

                values.Push("(" + values.Pop() + sign + ")");
            }
            else if (infix.TryGetValue(sign, out var row))
            {
                while (waiting.Count > 0 && (waiting.Peek().Precedence > row.Precedence || (waiting.Peek().Precedence == row.Precedence && waiting.Peek().Kind == 'L')))
                {
                    Reduce();
                }

                if (waiting.Count > 0 && waiting.Peek() is ('N', _, var same) && same == row.Precedence)
                {
                    return null; // two in a row that have no meaning
                }

                waiting.Push((row.Associativity, sign, row.Precedence));
                wantsOperand = true;
            }
            else
            {
                return null;
            }
        }

        while (waiting.Count > 0)
        {
            if (wantsOperand || waiting.Peek().Kind == '(')
            {
                return null;
            }

            Reduce();
        }

        return wantsOperand ? null : values.Pop();

        void Reduce()
        {
            var (kind, sign, _) = waiting.Pop();
            var right = values.Pop();
            values.Push(kind == 'P' ? "(" + sign + right + ")" : "(" + values.Pop() + sign + right + ")");
        }
    }
}
