using Pico.Generators.Emit;

namespace Pico.Generators.Tests.Grammars;

/// <summary>The text of scanners, as a reader of the generated files sees it.</summary>
public class ScannerSnapshotTests
{
    [Fact]
    public void Calculator() => Snapshot.Verify(Text(Lexers.Calculator()));

    [Fact]
    public void Json() => Snapshot.Verify(Text(Lexers.Json()));

    [Fact]
    public void Modes() => Snapshot.Verify(Text(Lexers.Modes()));

    private static string Text(LexerRules rules)
    {
        var writer = new SourceWriter();
        TokenEmitter.Emit(writer, rules.Build().Rules);
        writer.Blank();
        LexerEmitter.Emit(writer, rules.Build());
        return writer.ToString();
    }
}
