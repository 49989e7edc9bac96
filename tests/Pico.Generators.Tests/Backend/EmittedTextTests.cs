using System.Text;
using Pico.Generators.Emit;
using Pico.Generators.Ir;
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

    /// <summary>The same steps over activations of half the bytes.</summary>
    [Fact]
    public void BFloat16() => Snapshot.Verify(File("Example.Digits.LossAndGradient.g.cs", ElementStorage.BFloat16));

    /// <summary>Where the narrow parameters lie, and how long the elements of temporaries are.</summary>
    [Fact]
    public void BFloat16EntryPoints() => Snapshot.Verify(File("Example.Digits.EntryPoints.g.cs", ElementStorage.BFloat16));

    private static string File(string hintName, ElementStorage storage = ElementStorage.AsComputed) => ModelEmitter.Emit(Recipe.Compile(Graphs.Mlp() with { Storage = storage })).Single(file => file.HintName == hintName).Text;
}
