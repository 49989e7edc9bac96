using Pico.Generators.Ir;
using Pico.Generators.Passes;

namespace Pico.Generators.Tests.Models;

/// <summary>
/// Frozen parameters: gradients flow through what uses them, none is formed for them, and they have a segment of their own.
/// </summary>
public sealed class FrozenTests
{
    private const string Chain = """
        [Model] public sealed partial class M(int width)
        {
            FIRST readonly Linear first = new(width, width, bias: false);
            SECOND readonly Linear second = new(width, width, bias: false);
            THIRD readonly Linear third = new(width, width, bias: false);

            [Loss] public Tensor Loss([Shape("batch width")] Tensor x) => third.Forward(second.Forward(first.Forward(x)).Map(MathF.Tanh)).Map(MathF.Tanh).Mean();
        }
        """;

    private const string Blocks = """
        [Layer] public sealed partial class Scale(int width)
        {
            [Parameter] readonly Tensor weight = Normal([width], 1f);
            [Frozen, Parameter] readonly Tensor shift = Normal([width], 1f);
            public Tensor Forward([Shape("... width")] Tensor x) => x * weight + shift;
        }
        [Layer] public sealed partial class Block(int width)
        {
            [Frozen] readonly Linear up = new(width, 2 * width);
            readonly Linear down = new(2 * width, width);
            [Frozen] readonly Linear? gate = width > 3 ? new(width, width) : null;
            readonly Scale scale = new(width);

            public Tensor Forward([Shape("... width")] Tensor x)
            {
                var y = x + scale.Forward(down.Forward(up.Forward(x).Map(MathF.Tanh)));
                return gate is null ? y : y * gate.Forward(x).Map(MathF.Tanh);
            }
        }
        [Model] public sealed partial class M(int width, int depth)
        {
            [Frozen] readonly Embedding tokens = new(7, width);
            readonly Block[] blocks = Repeat(depth, () => new Block(width));
            [Frozen] readonly Block[] others = Repeat(depth, () => new Block(width));
            [Parameter] readonly Tensor last = Normal([width], 1f);

            public Tensor Hidden([Shape("batch time", DType.Int32)] Tensor ids)
            {
                var x = tokens.Forward(ids) * last;
                foreach (var block in blocks) x = block.Forward(x);
                foreach (var other in others) x = other.Forward(x);
                return x;
            }

            [Loss] public Tensor Loss([Shape("batch time", DType.Int32)] Tensor ids) => (Hidden(ids) * last).Map(MathF.Tanh).Mean();
        }
        """;

    // Three products forwards; backwards one for each trained weight, and one for each value on the way to one.
    [Theory]
    [InlineData(false, false, false, 3 + 5)]
    [InlineData(false, true, false, 3 + 4)]
    [InlineData(true, false, false, 3 + 3)]
    [InlineData(false, false, true, 3 + 4)]
    [InlineData(true, true, false, 3 + 1)]
    [InlineData(true, false, true, 3 + 2)]
    [InlineData(true, true, true, 3)]
    public void No_step_forms_the_gradient_of_a_frozen_weight(bool first, bool second, bool third, int products)
    {
        string Mark(string source, string place, bool isFrozen) => source.Replace(place, isFrozen ? "[Frozen]" : string.Empty, StringComparison.Ordinal);
        var model = ModelHarness.Lower(Mark(Mark(Mark(Chain, "FIRST", first), "SECOND", second), "THIRD", third));
        var program = Recipe.Run(model.EntryPoints[0].Training, model, withGradients: true);
        Assert.Equal(products, program.Steps.OfType<LoopStep.Product>().Count());
        var gradients = program.Buffers.Where(buffer => buffer.Kind == BufferKind.Gradient).Select(buffer => model.Parameters[buffer.Index].Name).Order();
        Assert.Equal(
            new[] { (first, "first.weight"), (second, "second.weight"), (third, "third.weight") }.Where(pair => !pair.Item1).Select(pair => pair.Item2), gradients);
    }

    [Theory]
    [InlineData(3, 2)]
    [InlineData(5, 1)]
    [InlineData(16, 3)]
    public void Gradients_flow_through_what_is_frozen(int width, int depth)
    {
        var model = ModelHarness.Create(Blocks, "M", width, depth);
        var frozen = model.Parameters.Frozen.Select(parameter => parameter.Name).ToList();
        Assert.Equal(model.Parameters.Where(parameter => parameter.IsFrozen), model.Parameters.Frozen);
        Assert.Contains("blocks.0.scale.shift", frozen);
        Assert.Contains("tokens.weight", frozen);
        Assert.Contains("others.0.scale.weight", frozen);
        Assert.DoesNotContain("blocks.0.scale.weight", frozen);
        Assert.DoesNotContain("last", frozen);
        EagerAgreement.Check(model, ("batch", 3), ("time", 5));
    }

    /// <summary>All of one repeated array frozen, half of the other: the fields decide, wherever the layers come from.</summary>
    [Fact]
    public void Lowering_and_the_walk_agree()
    {
        var program = ModelHarness.Lower(Blocks);
        var model = ModelHarness.Create(Blocks, "M", 5, 1);
        var variant = program.Variants.Single(candidate => candidate.Parameters.Count == model.Parameters.Count);
        Assert.Equal(
            variant.Parameters.Select(parameter => (parameter.Name.Replace("*", "0", StringComparison.Ordinal), parameter.IsFrozen)),
            model.Parameters.Select(parameter => (parameter.Name, parameter.IsFrozen)));
    }
}
