namespace Pico.Generators.Tests.Models;

/// <summary>What the generator writes for a layer, a tensor function and a stack, in full.</summary>
public sealed class SnapshotTests
{
    [Fact]
    public void Layer() => Verify(
        "Mine.Block.Layer.g.cs",
        """
        namespace Mine
        {
            [Layer] public sealed partial class Block(int width, float scale = 0.5f, bool gated = false)
            {
                readonly Linear up = new(width, 2 * width);
                readonly Linear? gate = gated ? new(width, 2 * width) : null;
                [Parameter] readonly Tensor shift = Zeros([2 * width]);

                public Tensor Forward([Shape("... width")] Tensor x)
                {
                    var y = up.Forward(x) * scale + shift;
                    return gate is null ? y : y * gate.Forward(x);
                }
            }
        }
        """);

    [Fact]
    public void InvalidLayer() => Verify(
        "Broken.Layer.g.cs",
        "[Layer] public sealed partial class Broken(int width) { public Tensor Forward([Shape(\"batch width\")] Tensor x) { while (true) { } } }");

    [Fact]
    public void NestedLayer() => Verify(
        "Outer.Inner.Layer.g.cs",
        "internal static partial class Outer { [Layer] internal sealed partial class Inner { internal Tensor Forward(Tensor x) => x; } }");

    [Fact]
    public void TensorFunction() => Verify(
        "F.Norm-Pico.Tensor-System.Single-.Function.g.cs",
        "public static partial class F { [TensorFunction] public static Tensor Norm(Tensor x, float epsilon = 1e-5f) => x / ((x * x).Mean(-1, true) + epsilon).Map(MathF.Sqrt); }");

    [Fact]
    public void Stack() => Verify(
        "Digits.Model.g.cs",
        "[Model, Linear(784, 256), Relu, Dropout(0.1f), Linear(256, 10, bias: false), CrossEntropy] public sealed partial class Digits;");

    [Fact]
    public void InvalidStack() => Verify(
        "Digits.Model.g.cs",
        "[Model, Linear(784, 256), Relu, Linear(128, 10), CrossEntropy] public sealed partial class Digits;");

    [Fact]
    public void RecomputedLayers() => Verify(
        "Lean.LossAndGradient.g.cs",
        """
        [Model] public sealed partial class Lean(int width, int depth)
        {
            [Recompute] readonly FeedForward[] layers = Repeat(depth, () => new FeedForward(width, 4 * width));
            [Loss] public Tensor Loss([Shape("batch width")] Tensor x)
            {
                foreach (var layer in layers) x = x + Dropout(layer.Forward(x), 0.1f);
                return (x * x).Mean();
            }
        }
        """);

    /// <summary>Few columns: sums down them in registers, and a product with one column turned into one with one row.</summary>
    [Fact]
    public void NarrowNetwork() => Verify(
        "Narrow.LossAndGradient.g.cs",
        "[Model, Linear(3, 10), Relu, Linear(10, 1), MSELoss] public sealed partial class Narrow;");

    /// <summary>Exponentials in the row of the result; below in a row of the chunk, because a gradient that is added to has none to lend.</summary>
    [Fact]
    public void KeptInAResult() => Verify(
        "Rows.Probabilities.g.cs", "[Model] public sealed partial class Rows(int width) { public Tensor Probabilities([Shape(\"batch width\")] Tensor x) => Softmax(x); }");

    [Fact]
    public void KeptInAChunk() => Verify(
        "Rows.LossAndGradient.g.cs",
        """
        [Model] public sealed partial class Rows(int rows, int width)
        {
            [Parameter] readonly Tensor x = Uniform([rows, width], 3f);
            [Loss] public Tensor Loss([Shape("rows width")] Tensor y) => (Softmax(x) * y).Sum([0, 1]);
        }
        """);

    private static void Verify(string file, string source, [System.Runtime.CompilerServices.CallerMemberName] string method = "", [System.Runtime.CompilerServices.CallerFilePath] string test = "")
    {
        var (_, files) = ModelHarness.Generate(ModelHarness.Compile(source));
        Snapshot.Verify(files[file], test, method);
    }
}
