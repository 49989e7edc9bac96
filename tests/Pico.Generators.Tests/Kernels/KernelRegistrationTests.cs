using System.Runtime.CompilerServices;
using Pico.Generators.Pipelines;
using Pico.Simd;

namespace Pico.Generators.Tests.Kernels;

/// <summary>Kernels are entered in the registry where the assembly asks for it, and nowhere else.</summary>
public class KernelRegistrationTests
{
    private const string Kernels = """
        namespace Registered;

        internal readonly struct Settings { public bool IsExact { get; init; } public float Rate { get; init; } }

        internal readonly record struct Named(float Rate, string Name);

        internal record struct Wide(byte Level, long Count);

        internal record struct Place(byte Level, double X, float Y) { public static Place operator +(Place a, Place b) => new((byte)(a.Level + b.Level), a.X + b.X, a.Y + b.Y); }

        internal static partial class Ops
        {
            [Kernel] public static int Scaled(float x, ref double y, out bool positive, [Uniform] in int factor) { y += x; positive = x > 0; return (int)x * factor; }
            [Kernel(Reduce = Reduction.Max)] public static uint Largest([ElementIndex] int i, byte x, ReadOnlySpan<ushort> table) => (uint)(x + table[i]);
            [Kernel] public static void Step(ref float x, [Uniform] in Settings settings) => x *= settings.Rate;
            [Kernel] public static void Scatter([ElementIndex] int i, float x, Span<float> there) { there[i] = MathF.Exp(x); }
            [Kernel] public static Wide Grown(Wide wide, ulong by) => new((byte)(wide.Level + 1), unchecked(wide.Count + (long)by));
            [Kernel] public static float Curve(float x) => MathF.Tanh(x);
            [Kernel] public static float Partial(float x, [Uniform] in Named named) => x * named.Rate;
            [Kernel] public static Place Moved(ref Place place, out Place before, in Place by, bool twice) { before = place; place += by; return twice ? place + by : place; }
        }
        """;

    [Fact]
    public void A_registered_kernel_runs_both_ways()
    {
        var run = GeneratorHarness.Run("[assembly: RegisterKernels]\n" + Kernels, new KernelGenerator());
        Assert.Empty(run.CompilerErrors);
        RuntimeHelpers.RunModuleConstructor(run.Load().ManifestModule.ModuleHandle);
        var kernels = KernelRegistry.Kernels.Where(kernel => kernel.Name.StartsWith("Registered.Ops.", StringComparison.Ordinal)).ToDictionary(kernel => kernel.Name[15..]);
        Assert.Equal(["Curve", "Grown", "Largest", "Moved", "Partial", "Scaled", "Scatter", "Step"], kernels.Keys.Order());
        Assert.Equal(["Curve", "Scatter"], kernels.Where(kernel => kernel.Value.HasFunctions).Select(kernel => kernel.Key).Order());
        Assert.Equal(["Partial"], kernels.Where(kernel => kernel.Value is { Lanes: null, Scalar: null }).Select(kernel => kernel.Key).Order());

        var scaled = kernels["Scaled"];
        Assert.Equal("Scaled(float, ref double, out bool, in int)", scaled.Signature);
        Assert.Equal([KernelPassing.In, KernelPassing.InOut, KernelPassing.Out, KernelPassing.Uniform, KernelPassing.Out], scaled.Parameters.Select(parameter => parameter.Passing));
        Array[] arrays = [new[] { 9f, 3, -2 }, new[] { 9.0, 1, 1 }, new bool[3], new[] { 10 }, new int[3]];
        scaled.Lanes!(new KernelData(arrays, start: 1, length: 2));
        Assert.Equal([0, 30, -20], (int[])arrays[4]);
        Assert.Equal([9.0, 4, -1], (double[])arrays[1]);
        Assert.Equal([false, true, false], (bool[])arrays[2]);
        scaled.Scalar!(new KernelData(arrays, start: 1, length: 2), 1);
        Assert.Equal([9.0, 4, -3], (double[])arrays[1]);

        var step = kernels["Step"];
        Assert.Equal(["x", "settings.IsExact", "settings.Rate"], step.Parameters.Select(parameter => parameter.Name));
        arrays = [new[] { 1f, 2, 3 }, new[] { true }, new[] { 10f }];
        step.Lanes!(new KernelData(arrays, 0, 2));
        step.Scalar!(new KernelData(arrays, 0, 3), 2);
        Assert.Equal([10f, 20, 30], (float[])arrays[0]);

        var scatter = kernels["Scatter"];
        arrays = [new[] { 0f, 0, 1 }, new float[3]];
        scatter.Lanes!(new KernelData(arrays, 1, 1));
        scatter.Scalar!(new KernelData(arrays, 1, 2), 1);
        Assert.Equal([0, 1, MathF.E], (float[])arrays[1]);

        var largest = kernels["Largest"];
        Assert.Equal(Reduction.Max, largest.Reduce);
        arrays = [new byte[] { 1, 2, 3 }, new ushort[] { 30, 20, 10 }, new uint[1]];
        largest.Lanes!(new KernelData(arrays, 0, 3));
        Assert.Equal(31u, ((uint[])arrays[2])[0]);
        largest.Scalar!(new KernelData(arrays, 0, 3), 2);
        Assert.Equal(13u, ((uint[])arrays[2])[0]);
    }

    [Fact]
    public void Structs_are_put_together_and_taken_apart()
    {
        var run = GeneratorHarness.Run("[assembly: RegisterKernels]\n" + Kernels, new KernelGenerator());
        RuntimeHelpers.RunModuleConstructor(run.Load().ManifestModule.ModuleHandle);
        var moved = KernelRegistry.Kernels.Single(kernel => kernel.Name == "Registered.Ops.Moved");
        Assert.Equal(
            ["placeLevel", "placeX", "placeY", "beforeLevel", "beforeX", "beforeY", "byLevel", "byX", "byY", "twice", "resultLevel", "resultX", "resultY"],
            moved.Parameters.Select(parameter => parameter.Name));
        foreach (var byLanes in new[] { true, false })
        {
            Array[] arrays =
            [
                new byte[] { 9, 250 }, new[] { 9.0, 0.5 }, new[] { 9f, 2 }, new byte[2], new double[2], new float[2], new byte[] { 9, 10 }, new[] { 9, 0.25 },
                new[] { 9f, 3 }, new[] { false, true }, new byte[2], new double[2], new float[2],
            ];
            if (byLanes) moved.Lanes!(new KernelData(arrays, start: 1, length: 1));
            else moved.Scalar!(new KernelData(arrays, start: 1, length: 1), 0);
            Assert.Equal([9, 4], (byte[])arrays[0]);
            Assert.Equal([9, 0.75], (double[])arrays[1]);
            Assert.Equal([9f, 5], (float[])arrays[2]);
            Assert.Equal([0, 250], (byte[])arrays[3]);
            Assert.Equal([0, 0.5], (double[])arrays[4]);
            Assert.Equal([0, 14], (byte[])arrays[10]);
            Assert.Equal([0, 1.0], (double[])arrays[11]);
            Assert.Equal([0f, 8], (float[])arrays[12]);
        }
    }

    [Fact]
    public void Long_fields_lie_at_multiples_of_their_size()
    {
        var run = GeneratorHarness.Run("[assembly: RegisterKernels]\n" + Kernels, new KernelGenerator());
        RuntimeHelpers.RunModuleConstructor(run.Load().ManifestModule.ModuleHandle);
        var grown = KernelRegistry.Kernels.Single(kernel => kernel.Name == "Registered.Ops.Grown");
        foreach (var run1 in new[] { grown.Lanes!, data => grown.Scalar!(data, 0) })
        {
            Array[] arrays = [new byte[] { 7 }, new[] { 1L << 40 }, new[] { 5UL }, new byte[1], new long[1]];
            run1(new KernelData(arrays, start: 0, length: 1));
            Assert.Equal([8], (byte[])arrays[3]);
            Assert.Equal([(1L << 40) + 5], (long[])arrays[4]);
        }
    }

    [Fact]
    public void Without_the_attribute_nothing_is_registered()
    {
        var run = GeneratorHarness.Run(Kernels, new KernelGenerator());
        Assert.DoesNotContain("KernelRegistry", Assert.Single(run.Sources).Value, StringComparison.Ordinal);
    }
}
