using System.Collections;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Pico.Generators.Declarations;
using Pico.Generators.Models;
using Pico.Generators.Pipelines;

namespace Pico.Generators.Tests.Models;

/// <summary>Specs travel through metadata and are kept by the incremental driver.</summary>
public sealed class SpecTests
{
    private const string Source = """
        [Layer] public sealed partial class Block(int width, float scale = 0.5f, bool gated = true, double power = 1e-300)
        {
            const int Twice = 2;
            readonly int hidden = Twice * width;
            readonly Linear up = new(width, Twice * width), down = new(2 * width, width);
            readonly Linear? gate = gated ? new(width, width) : null;
            [Group("shifts"), Frozen, Parameter] readonly Tensor shift = Normal([width], 0.02f);

            public Tensor Forward([Shape("... width")] Tensor x)
            {
                var y = down.Forward(Bend(up.Forward(x)));
                if (gate is not null && gated) { y = y * gate.Forward(x); } else { y -= shift; }
                y += -shift;
                return (hidden > width ? y : x) * scale + Softmax(x, -1);
            }

            Tensor Bend(Tensor t) => t.Map(MathF.Tanh).Reshape(-1, hidden);
        }
        [Model] public sealed partial class M(int width)
        {
            readonly Block block = new(width);
            public Tensor Logits([Shape("batch 4*width/2/2")] Tensor x) => block.Forward(x);
            [Loss] public Tensor Loss([Shape("batch width")] Tensor x, [Shape("batch", DType.Int32)] Tensor targets) => CrossEntropy(Logits(x), targets);
        }
        """;

    [Fact]
    public void ADeclarationSurvivesTheRoundTrip()
    {
        var set = ModelHarness.Read(ModelHarness.Compile(Source), "M").Spec!.Declarations;
        Assert.Equal(["Block", "M", "Pico.Layers.Linear"], set.Layers.Select(layer => layer.Key));
        Assert.Equal(set, DeclarationFormat.Read(DeclarationFormat.Write(set)));
    }

    /// <summary>A text cut short or with a changed character is refused or read as something; it never crashes or hangs.</summary>
    [Fact]
    public void ADamagedTextIsRefused()
    {
        var text = DeclarationFormat.Write(ModelHarness.Read(ModelHarness.Compile(Source), "M").Spec!.Declarations);
        var random = new Random(7);
        for (var i = 0; i < 3000; i++)
        {
            var at = random.Next(text.Length);
            var damaged = (i % 3) switch
            {
                0 => text[..at],
                1 => text[..at] + (char)random.Next('!', '~') + text[(at + 1)..],
                _ => text[..at] + text[random.Next(text.Length)..],
            };
            if (i % 3 == 0)
            {
                Assert.Throws<SpecFormatException>(() => DeclarationFormat.Read(damaged));
                continue;
            }

            try
            {
                DeclarationFormat.Read(damaged);
            }
            catch (SpecFormatException)
            {
            }
        }
    }

    [Fact]
    public void AModelOfAnotherAssemblysLayersLowersTheSame()
    {
        var compilation = ModelHarness.Compile(Source);
        var whole = VariantLowering.Lower(ModelHarness.Read(compilation, "M").Spec!)!;
        var split = Source.IndexOf("[Model]", StringComparison.Ordinal);
        var (library, _) = ModelHarness.Generate(ModelHarness.Compile(Source[..split]).WithAssemblyName("Library"));
        using var image = new MemoryStream();
        Assert.True(library.Emit(image).Success);
        var user = ModelHarness.Compile(Source[split..], MetadataReference.CreateFromImage(image.ToArray()));
        var apart = VariantLowering.Lower(ModelHarness.Read(user, "M").Spec!)!;
        Assert.Equal(whole, apart);
        Assert.Equal(["block.shift"], apart.Parameters.Where(parameter => parameter.IsFrozen).Select(parameter => parameter.Name));
    }

    /// <summary>The members of the enum in the runtime and of its mirror here agree.</summary>
    [Fact]
    public void PrimitiveKindsMirrorTheRuntime() =>
        Assert.Equal(
            Enum.GetValues<Pico.PrimitiveKind>().Select(kind => (kind.ToString(), (int)kind)),
            Enum.GetValues<Generators.Models.PrimitiveKind>().Select(kind => (kind.ToString(), (int)kind)));

    [Fact]
    public void NoSpecHoldsAnythingOfTheCompiler()
    {
        var compilation = ModelHarness.Compile(Source);
        var reader = new DeclarationReader(ScalarFunctions.Resolve);
        var seen = new HashSet<object>(ReferenceEqualityComparer.Instance);
        Walk(ModelHarness.Read(compilation, "M"), seen);
        Walk(reader.ReadLayer(compilation.GetTypeByMetadataName("Block")!, compilation, default), seen);
        Assert.True(seen.Count > 100);
    }

    private static void Walk(object? value, HashSet<object> seen)
    {
        if (value is null || value is string || value.GetType().IsPrimitive || value.GetType().IsEnum || !seen.Add(value))
        {
            return;
        }

        var type = value.GetType();
        Assert.False(
            type.Namespace!.StartsWith("Microsoft.CodeAnalysis", StringComparison.Ordinal) || value is ISymbol or SyntaxNode or Compilation or Location,
            type.FullName);
        if (value is IEnumerable items)
        {
            foreach (var item in items)
            {
                Walk(item, seen);
            }

            return;
        }

        for (var current = type; current is not null && current != typeof(object); current = current.BaseType)
        {
            foreach (var field in current.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            {
                if (field.FieldType != typeof(Type))
                {
                    Walk(field.GetValue(value), seen);
                }
            }
        }
    }
}
