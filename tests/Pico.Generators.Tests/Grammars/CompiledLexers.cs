using System.Reflection;
using System.Text;
using Pico.Generators.Emit;
using Pico.Generators.Ir;
using Pico.Parsing;

namespace Pico.Generators.Tests.Grammars;

/// <summary>Emitted lexers, compiled together and run over both encodings.</summary>
internal sealed class CompiledLexers
{
    private const string Driver = """
            public static List<(int Kind, int Start, int Length)> Run(string text, ParseErrors errors) => Run<char>(text, errors);

            public static List<(int Kind, int Start, int Length)> Run(byte[] text, ParseErrors errors) => Run<byte>(text, errors);

            private static List<(int Kind, int Start, int Length)> Run<TUnit>(ReadOnlySpan<TUnit> text, ParseErrors errors)
                where TUnit : unmanaged
            {
                var lexer = new Lexer<TUnit>(text, errors);
                var tokens = new List<(int Kind, int Start, int Length)>();
                while (lexer.Next() is { Kind: not TokenKind.End } token)
                {
                    tokens.Add(((int)token.Kind, token.Start, token.Length));
                }

                return tokens;
            }

            /// <summary>The same, but goes back behind each token and reads it and up to two more again.</summary>
            public static List<(int Kind, int Start, int Length)> RunTwice(string text, ParseErrors errors)
            {
                var lexer = new Lexer<char>(text, errors);
                var tokens = new List<(int Kind, int Start, int Length)>();
                while (true)
                {
                    var state = lexer.Save();
                    lexer.Next();
                    lexer.Next();
                    lexer.Next();
                    var end = lexer.LexicalErrorEnd;
                    lexer.Restore(state);
                    if (lexer.Next() is not { Kind: not TokenKind.End } token)
                    {
                        return tokens;
                    }

                    tokens.Add(((int)token.Kind, token.Start, token.Length));
                }
            }
        """;

    private readonly Assembly assembly;

    public CompiledLexers(params LexerProgram[] programs)
    {
        var writer = new SourceWriter();
        writer.Line("#nullable enable").Line("using System.Collections.Generic;");
        foreach (var space in LexerEmitter.Namespaces)
        {
            writer.Line("using " + space + ";");
        }

        for (var i = 0; i < programs.Length; i++)
        {
            writer.Blank();
            writer.Line("/// <summary>A grammar.</summary>");
            using var type = writer.Braces("internal static class Grammar" + i);
            TokenEmitter.Emit(writer, programs[i].Rules);
            writer.Blank();
            LexerEmitter.Emit(writer, programs[i]);
            writer.Line(Driver);
        }

        Harness = GeneratorHarness.Run(writer.ToString());
        var lines = writer.ToString().Split('\n');
        Assert.True(!Harness.CompilerErrors.Any(), string.Join("\n", Harness.CompilerErrors.Take(5).Select(error => error + "\n" + lines[error.Location.GetLineSpan().StartLinePosition.Line])));
        assembly = Harness.Load();
    }

    public GeneratorHarness Harness { get; }

    public Type Grammar(int index) => assembly.GetType("Grammar" + index)!;

    public Scan Chars(int lexer, string text) => Run(lexer, "Run", text);

    public Scan CharsTwice(int lexer, string text) => Run(lexer, "RunTwice", text);

    public Scan Bytes(int lexer, byte[] text) => Run(lexer, "Run", text);

    public Scan Bytes(int lexer, string text) => Run(lexer, "Run", Encoding.UTF8.GetBytes(text));

    private Scan Run(int lexer, string method, object text)
    {
        var errors = new ParseErrors();
        var run = Grammar(lexer).GetMethod(method, [text.GetType(), typeof(ParseErrors)])!;
        var tokens = (List<(int, int, int)>)run.Invoke(null, [text, errors])!;
        return new Scan(tokens, [.. Enumerable.Range(0, errors.Count).Select(i => (errors[i].Span, errors[i].Message))]);
    }
}

/// <summary>What a lexer found.</summary>
internal sealed record Scan(List<(int Kind, int Start, int Length)> Tokens, List<(SourceSpan Span, string Message)> Errors);
