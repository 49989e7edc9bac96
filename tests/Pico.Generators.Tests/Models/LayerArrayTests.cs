namespace Pico.Generators.Tests.Models;

/// <summary>Arrays of layers that are listed one by one, and arrays inside repeated layers: both are written out.</summary>
public sealed class LayerArrayTests
{
    private const string Tower = """
        [Layer] public sealed partial class Tower(int width, int depth, bool curved = false)
        {
            readonly Linear[] layers = [new(width, 2 * width), new(2 * width, width, bias: false), new Linear(width, width)];
            readonly LayerNorm[] norms = { new(width), new(width, bias: false) };
            readonly Linear[] more = Repeat(depth, () => new Linear(width, width, bias: false));

            public Tensor Forward([Shape("... width")] Tensor x)
            {
                var first = layers[0].Forward(x);
                foreach (var layer in layers)
                {
                    x = layer.Forward(x);
                    if (curved) continue;
                    x = x.Map(MathF.Tanh);
                }

                for (var i = 0; i < norms.Length; i++) x = norms[i].Forward(x) * (layers.Length + 0.5f);
                foreach (var layer in more) x = layer.Forward(x).Map(MathF.Sin) * more.Length;
                return x + first.Sum(-1, keepDim: true) + norms[^1].Forward(x);
            }
        }
        """;

    private const string Model = Tower + """
        [Model] public sealed partial class M(int width, int depth)
        {
            readonly Tower before = new(width, depth);
            readonly Tower[] towers = Repeat(depth, () => new Tower(width, 2, true));
            readonly Tower[] different = [new(width, 1), new(width, depth, true)];

            [Loss] public Tensor Loss([Shape("batch width")] Tensor x)
            {
                x = before.Forward(x);
                for (var i = 0; i < 2; i++)
                {
                    var y = x * 0.5f;
                    x = y;
                }

                foreach (var tower in towers)
                {
                    var y = x.Sum(0); // another y, of another shape
                    for (var i = 0; i < 2; i++) x = tower.Forward(x) + y;
                }

                foreach (var tower in different)
                {
                    if (tower.Forward(x).Rank > 2) break;
                    x = tower.Forward(x);
                }

                return x.Map(MathF.Sin).Mean();
            }
        }
        """;

    [Fact]
    public void Names_are_those_of_a_module_list()
    {
        var names = ModelHarness.Create(Model, "M", 3, 2).Parameters.Select(parameter => parameter.Name).ToList();
        string[] tower =
        [
            "layers.0.weight", "layers.0.bias", "layers.1.weight", "layers.2.weight", "layers.2.bias",
            "norms.0.weight", "norms.0.bias", "norms.1.weight", "more.0.weight", "more.1.weight",
        ];
        Assert.Equal(
            [
                .. tower.Select(name => "before." + name),
                .. tower.Select(name => "towers.0." + name), .. tower.Select(name => "towers.1." + name),
                .. tower.SkipLast(1).Select(name => "different.0." + name), .. tower.Select(name => "different.1." + name),
            ],
            names);
    }

    [Fact]
    public void They_compile_without_a_word() => Assert.Empty(ModelHarness.Diagnose(Model));

    [Theory]
    [InlineData(3, 2)]
    [InlineData(16, 1)]
    public void They_agree_with_the_eager_run(int width, int depth) =>
        EagerAgreement.Check(ModelHarness.Create(Model, "M", width, depth), 1e-4, ("batch", 5));

    [Fact]
    public void A_loop_over_a_list_may_return() => EagerAgreement.Check(
        ModelHarness.Create("""
            [Model] public sealed partial class M(bool early)
            {
                readonly Linear[] layers = [new(3, 4), new(4, 4), new(4, 3)];
                public Tensor Predict([Shape("batch 3")] Tensor x)
                {
                    foreach (var layer in layers)
                    {
                        x = layer.Forward(x);
                        if (early) return x;
                    }

                    return x;
                }
            }
            """, "M", true),
        ("batch", 5));

    [Theory]
    [InlineData(true, "list.0.weight list.1.weight repeated.0.weight repeated.1.weight repeated.2.weight")]
    [InlineData(false, "last.weight")]
    public void An_array_may_be_absent(bool isThere, string names)
    {
        var model = ModelHarness.Create("""
            [Model] public sealed partial class M(bool isThere, int depth)
            {
                readonly Linear[]? list = isThere ? [new(3, 4, false), new(4, 3, false)] : null;
                [Frozen] readonly Linear[]? repeated = isThere ? Repeat(depth, () => new Linear(3, 3, false)) : null;
                readonly Linear? last = isThere ? null : new(3, 3, false);

                [Loss] public Tensor Loss([Shape("batch 3")] Tensor x)
                {
                    if (list is not null) foreach (var layer in list) x = layer.Forward(x);
                    if (repeated is not null) foreach (var layer in repeated) x = layer.Forward(x);
                    return (last is null ? x : last.Forward(x)).Map(MathF.Sin).Sum();
                }
            }
            """, "M", isThere, 3);
        Assert.Equal(names, string.Join(" ", model.Parameters.Select(parameter => parameter.Name)));
        Assert.Equal(isThere ? 3 : 0, model.Parameters.Frozen.Count);
        EagerAgreement.Check(model, ("batch", 5));
    }

    private const string Class = "[Layer] public sealed partial class Inner(int depth) { readonly Linear[] layers = Repeat(depth, () => new Linear(3, 3)); public Tensor Forward(Tensor x) { foreach (var layer in layers) x = layer.Forward(x); return x; } } ";
    private const string Of = "[Model] public sealed partial class M(int depth) { ";
    private const string Body = "public Tensor Predict([Shape(\"batch 3\")] Tensor x) ";

    [Theory]
    [InlineData("PICO1002", "layer.Forward(x)", Of + "readonly Linear[] layers = [new(3, 4), new(5, 3)]; " + Body + "{ foreach (var layer in layers) x = layer.Forward(x); return x; } }", "gives [batch, 4] to 'x' of Linear(5, 3)")]
    [InlineData("PICO1004", "layers[2]", Of + "readonly Linear[] layers = [new(3, 4), new(4, 3)]; " + Body + "=> layers[2].Forward(layers[1].Forward(layers[0].Forward(x))); }", "is item 2 of 2")]
    [InlineData("PICO1005", "layers[depth]", Of + "readonly Linear[] layers = [new(3, 3)]; " + Body + "=> layers[depth].Forward(x); }", "an index must be known when the model is compiled")]
    [InlineData("PICO1005", "layers[0]", Of + "readonly Linear[] layers = Repeat(depth, () => new Linear(3, 3)); " + Body + "=> layers[0].Forward(x); }", "layers made by 'Repeat' are compiled as one and have no index")]
    [InlineData("PICO1005", "null", Of + "readonly Linear?[] layers = [new(3, 3), null]; " + Body + "=> layers[0]!.Forward(x); }", "a list of layers holds 'new(...)' only")]
    [InlineData("PICO1005", ".. Repeat(depth, () => new Linear(3, 3))", Of + "readonly Linear[] layers = [.. Repeat(depth, () => new Linear(3, 3))]; " + Body + "=> layers[0].Forward(x); }", "a list of layers holds 'new(...)' only")]
    [InlineData("PICO1005", "new Inner(depth)", Class + Of + "readonly Inner[] outer = Repeat(depth, () => new Inner(depth)); " + Body + "{ foreach (var inner in outer) x = inner.Forward(x); return x; } }", "the number of layers must be a constant, not 'depth'")]
    [InlineData("PICO1005", "new Inner(65)", Class + Of + "readonly Inner[] outer = Repeat(depth, () => new Inner(65)); " + Body + "{ foreach (var inner in outer) x = inner.Forward(x); return x; } }", "at most 64 layers can be repeated")]
    [InlineData("PICO1005", "x.Map(MathF.Exp)", Of + "readonly Linear[] layers = Repeat(depth, () => new Linear(3, 3)); " + Body + "{ foreach (var layer in layers) { x = layer.Forward(x); if (x.Rank > 1) return x.Map(MathF.Exp); } return x; } }", "'return', 'break' and 'continue' may not stand inside")]
    public void What_cannot_be_is_located(string id, string marked, string source, string message)
    {
        var problem = Assert.Single(ModelHarness.Marked(source));
        Assert.Equal((id, marked), (problem.Id, problem.Marked));
        Assert.Contains(message, problem.Message, StringComparison.Ordinal);
    }
}
