namespace Pico.Generators.Tests.Grammars;

/// <summary>A statement language that tests of recovery, fuzzing and snapshots share: nested lists, operators, optional parts, modes.</summary>
internal static class Statements
{
    public const string Source = """
        public abstract record Node { public sealed override string ToString() => Text; public abstract string Text { get; } }
        public record Leaf(string Name) : Node { public override string Text => Name; }
        public record Branch(string Name, params IReadOnlyList<Node> Parts) : Node { public override string Text => $"{Name}({string.Join(", ", Parts)})"; }

        [Grammar(Recognizer = true)]
        [Skip(@"[ \t\r\n]+"), Skip("//[^\n]*"), Skip(@"/\*", Push = "comment"), Skip(@"[^*/]+|\*|/", Mode = "comment"), Skip(@"/\*", Mode = "comment", Push = "comment"), Skip(@"\*/", Mode = "comment", Pop = true)]
        [Recover("Statement", After = "';'", Before = "'let' | 'if' | 'print' | Brace")]
        public static partial class Script
        {
            [Token("[a-z_][a-z_0-9]*")] static string Name(ReadOnlySpan<char> text) => text.ToString();
            [Token(@"[0-9]+(\.[0-9]+)?")] static string Number(ReadOnlySpan<char> text) => text.ToString();
            [Token("\"", Push = "text")] static void Quote() { }
            [Token(@"[^""$]+|\$", Mode = "text")] static string Chars(ReadOnlySpan<char> text) => text.ToString();
            [Token(@"\$\{", Mode = "text", Push = "")] static void Open() { }
            [Token("\"", Mode = "text", Pop = true)] static void Unquote() { }
            [Token(@"\{", Push = "")] static void Brace() { }
            [Token(@"\}", Pop = true)] static void Close() { }

            [Rule("Statement*", Name = "Program")] static Node Program(IReadOnlyList<Node> statements) => new Branch("program", statements);
            [Rule("'let' Name (':' Name)? '=' Expr ';'", Name = "Statement", Expect = "a statement is missing")]
            static Node Let(string name, string? type, Node value) => new Branch("let", new Leaf(name + (type is null ? "" : ":" + type)), value);
            [Rule("'print' Expr % ',' ';' <the statement ends with ';'>", Name = "Statement")] static Node Print(ReadOnlySpan<Node> values) => new Branch("print", values.ToArray());
            [Rule("'if' Expr Block ('else' Block)?", Name = "Statement")] static Node If(Node condition, Node then, Node? otherwise) => new Branch("if", otherwise is null ? [condition, then] : [condition, then, otherwise]);
            [Rule("Block", Name = "Statement")] static Node Nested(Node block) => block;
            [Rule("Brace Statement* Close", Name = "Block")] static Node Block(List<Node> statements) => new Branch("block", statements);

            [Rule("Name", Name = "Expr", Expect = "an expression is missing")] static Node Variable(string name) => new Leaf(name);
            [Rule("Number", Name = "Expr")] static Node Literal(string number, SourceSpan span, ParseErrors errors)
            {
                if (number.Length > 9) errors.Report(span, "the number is too long");
                return new Leaf(number);
            }
            [Rule("Quote Part* Unquote", Name = "Expr")] static Node Text(Node[] parts) => new Branch("text", parts);
            [Rule("Chars", Name = "Part")] static Node Characters(string text) => new Leaf("'" + text + "'");
            [Rule("Open Expr Close", Name = "Part")] static Node Hole(Node value) => value;
            [Rule("'(' Expr ')'", Name = "Expr")] static Node Group(Node inner) => inner;
            [Rule("'fn' '(' (Name % ',')? ')' Block", Name = "Expr")] static Node Function(IReadOnlyList<string> names, Node body) => new Branch("fn", [.. names.Select(name => new Leaf(name)), body]);
            [Postfix("'(' (Expr % ',')? ')'", 50, Name = "Expr")] static Node Call(Node function, IReadOnlyList<Node> arguments) => new Branch("call", [function, .. arguments]);
            [Prefix("-", 40, Name = "Expr")] static Node Minus(Node operand) => new Branch("minus", operand);
            [Infix("*", 30, Name = "Expr"), Infix("/", 30, Name = "Expr")] static Node Product(Node left, Token sign, Node right) => new Branch(sign.Kind.ToString(), left, right);
            [Infix("+", 20, Name = "Expr"), Infix("-", 20, Name = "Expr")] static Node Sum(Node left, Token sign, Node right) => new Branch(sign.Kind.ToString(), left, right);
            [Infix("<", 10, Associativity = Associativity.None, Name = "Expr")] static Node Less(Node left, Node right) => new Branch("less", left, right);
        }
        """;

    /// <summary>Valid, with everything in it.</summary>
    public const string Text = """
        let x : int = 1 + 2 * -3; // a remark
        print x, "a${x + 1}b$", f(x)(1, 2); /* a /* nested */ one */
        if x < 10 { let y = (x); print "" , y; } else { { } }
        let f = fn(a, b) { print a / b; };
        """;

    public static GrammarDriver Compile() => GrammarDriver.Compile(Source, "Script", "Program", recognizes: true);
}
