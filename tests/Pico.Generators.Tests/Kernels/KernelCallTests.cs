using System.Reflection;
using Pico.Generators.Pipelines;

namespace Pico.Generators.Tests.Kernels;

/// <summary>What a span overload demands of its arguments, and what else a kernel yields.</summary>
[Collection("SimdWidth")]
public class KernelCallTests
{
    private static readonly Type Ops = GeneratorHarness.Run("""
        public static partial class Ops
        {
            [Kernel] public static float Add(float x, float y) => x + y;
            [Kernel] public static void Split(float x, out float whole, out float part) { whole = MathF.Floor(x); part = x - whole; }
            [Kernel, Differentiable] public static float Cube(float x) => x * x * x;
            [Kernel, Differentiable] public static float Scaled(float x, float y) => x * MathF.Exp(y);
        }
        """, new KernelGenerator()).Load().GetType("Ops")!;

    private delegate void Map(ReadOnlySpan<float> x, ReadOnlySpan<float> y, Span<float> result);

    private delegate void Split(ReadOnlySpan<float> x, Span<float> whole, Span<float> part);

    [Fact]
    public void Lengths_must_agree()
    {
        var add = Overload<Map>("Add");
        Assert.Contains("'y' has 2 elements and 'x' has 3", Assert.Throws<ArgumentException>("y", () => add(new float[3], new float[2], new float[3])).Message, StringComparison.Ordinal);
        Assert.Contains("'result' has 4", Assert.Throws<ArgumentException>("result", () => add(new float[3], new float[3], new float[4])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_result_may_be_an_input_but_not_overlap_it_in_part()
    {
        var add = Overload<Map>("Add");
        var memory = Enumerable.Range(0, 40).Select(i => (float)i).ToArray();
        add(memory.AsSpan(0, 20), memory.AsSpan(0, 20), memory.AsSpan(0, 20));
        Assert.Equal(Enumerable.Range(0, 20).Select(i => i * 2f), memory.Take(20));
        Assert.Contains("overlaps 'x' in part", Assert.Throws<ArgumentException>("result", () => add(memory.AsSpan(0, 20), new float[20], memory.AsSpan(1, 20))).Message, StringComparison.Ordinal);
        add(memory.AsSpan(0, 20), memory.AsSpan(5, 20), new float[20]); // inputs may overlap
    }

    [Fact]
    public void Two_results_need_memory_of_their_own()
    {
        var (split, memory) = (Overload<Split>("Split"), new float[20]);
        Assert.Contains("both are written", Assert.Throws<ArgumentException>("part", () => split(new float[20], memory, memory)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Neighbouring_memory_is_not_touched()
    {
        var add = Overload<Map>("Add");
        for (var length = 0; length < 40; length++)
        {
            var memory = Enumerable.Repeat(7f, length + 2).ToArray();
            add(new float[length], new float[length], memory.AsSpan(1, length));
            Assert.Equal((7f, 7f), (memory[0], memory[^1]));
        }
    }

    [Fact]
    public void A_differentiable_kernel_maps_tensors_and_has_a_twin_for_the_eager_gradient()
    {
        var x = Tensor.From([1.0, 2, -3], 3);
        var cube = Ops.GetMethod("Cube", [typeof(Tensor)])!;
        Assert.Equal([1.0, 8, -27], ((Tensor)cube.Invoke(null, [x])!).ToDoubles());
        Assert.NotNull(cube.GetCustomAttribute<PrimitiveAttribute>());

        var scaled = Ops.GetMethod("Scaled", [typeof(Tensor), typeof(Tensor)])!;
        var result = ((Tensor)scaled.Invoke(null, [x, Tensor.From([0.0, 1, 2], 3)])!).ToDoubles();
        Assert.Equal(-3 * Math.Exp(2), result[2], 1e-12);
    }

    private static T Overload<T>(string name)
        where T : Delegate =>
        Ops.GetMethod(name, [.. typeof(T).GetMethod("Invoke")!.GetParameters().Select(parameter => parameter.ParameterType)])!.CreateDelegate<T>();
}
