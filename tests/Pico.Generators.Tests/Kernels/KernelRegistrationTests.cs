using System.Runtime.CompilerServices;
using Pico.Generators.Pipelines;
using Pico.Simd;

namespace Pico.Generators.Tests.Kernels;

/// <summary>Kernels are entered in the registry where the assembly asks for it, and nowhere else.</summary>
public class KernelRegistrationTests
{
    private const string Kernels = """
        namespace Registered;

        internal readonly struct Settings { public float Rate { get; init; } }

        internal static partial class Ops
        {
            [Kernel] public static int Scaled(float x, ref double y, out bool positive, [Uniform] in int factor) { y += x; positive = x > 0; return (int)x * factor; }
            [Kernel(Reduce = Reduction.Max)] public static uint Largest([ElementIndex] int i, byte x, ReadOnlySpan<ushort> table) => (uint)(x + table[i]);
            [Kernel] public static void Step(ref float x, [Uniform] in Settings settings) => x *= settings.Rate;
            [Kernel] public static void Scatter([ElementIndex] int i, float x, Span<float> there) { there[i] = MathF.Exp(x); }
            [Kernel] public static float Curve(float x) => MathF.Tanh(x);
        }
        """;

    [Fact]
    public void A_registered_kernel_runs_both_ways()
    {
        var run = GeneratorHarness.Run("[assembly: RegisterKernels]\n" + Kernels, new KernelGenerator());
        Assert.Empty(run.CompilerErrors);
        RuntimeHelpers.RunModuleConstructor(run.Load().ManifestModule.ModuleHandle);
        var kernels = KernelRegistry.Kernels.Where(kernel => kernel.Name.StartsWith("Registered.Ops.", StringComparison.Ordinal)).ToDictionary(kernel => kernel.Name[15..]);
        Assert.Equal(["Curve", "Largest", "Scaled", "Scatter", "Step"], kernels.Keys.Order());
        Assert.Equal(["Curve"], kernels.Where(kernel => kernel.Value.HasFunctions && kernel.Value.Lanes is not null).Select(kernel => kernel.Key));
        Assert.Equal(["Scatter", "Step"], kernels.Where(kernel => kernel.Value is { Lanes: null, Scalar: null }).Select(kernel => kernel.Key).Order());

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

        var largest = kernels["Largest"];
        Assert.Equal(Reduction.Max, largest.Reduce);
        arrays = [new byte[] { 1, 2, 3 }, new ushort[] { 30, 20, 10 }, new uint[1]];
        largest.Lanes!(new KernelData(arrays, 0, 3));
        Assert.Equal(31u, ((uint[])arrays[2])[0]);
        largest.Scalar!(new KernelData(arrays, 0, 3), 2);
        Assert.Equal(13u, ((uint[])arrays[2])[0]);
    }

    [Fact]
    public void Without_the_attribute_nothing_is_registered()
    {
        var run = GeneratorHarness.Run(Kernels, new KernelGenerator());
        Assert.DoesNotContain("KernelRegistry", Assert.Single(run.Sources).Value, StringComparison.Ordinal);
    }
}
