using System.Text;
using Pico.Generators.Emit;
using Pico.Generators.Passes;

namespace Pico.Generators.Tests.Backend;

/// <summary>The text that a reader of the generated files or of a dump sees, for a small network.</summary>
public class EmittedTextTests
{
    [Fact]
    public void Passes()
    {
        var model = Graphs.Mlp();
        var text = new StringBuilder();
        Recipe.Run(model.EntryPoints[0].Training, model, withGradients: true, (pass, dump) => text.Append("// ").Append(pass).Append('\n').Append(dump).Append('\n'));
        Snapshot.Verify(text.ToString());
    }

    [Fact]
    public void LossAndGradient() => Snapshot.Verify(File("Example.Digits.LossAndGradient.g.cs"));

    [Fact]
    public void EntryPoints() => Snapshot.Verify(File("Example.Digits.EntryPoints.g.cs"));

    private static string File(string hintName) => ModelEmitter.Emit(Recipe.Compile(Graphs.Mlp())).Single(file => file.HintName == hintName).Text;
}
