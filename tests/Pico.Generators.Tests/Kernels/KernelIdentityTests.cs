using Pico.Generators.Pipelines;

namespace Pico.Generators.Tests.Kernels;

/// <summary>Integer operations that change nothing vanish; rotations are those of the processor.</summary>
[Collection("SimdWidth")]
public class KernelIdentityTests
{
    [Theory]
    [InlineData("x ^ (y & 0)", "x")]
    [InlineData("0 ^ x", "x")]
    [InlineData("x + 0 * y", "x")]
    [InlineData("(x << 0) + (y - y)", "x")]
    [InlineData("(x >> 0) | (y ^ y)", "x")]
    [InlineData("x >>> 0", "x")]
    [InlineData("BitOperations.RotateLeft(x, 0)", "x")]
    [InlineData("BitOperations.RotateRight(x, 7)", "S.RotateRight(x, 7)")]
    [InlineData("BitOperations.RotateLeft(x, (int)y)", "S.RotateLeft(x, y)")]
    [InlineData("BitOperations.RotateRight(0x80000001u, 4) ^ x", "S.Xor(S.Broadcast(402653184), x)")]
    [InlineData("BitOperations.RotateLeft(0x80000001u, 4) ^ x", "S.Xor(S.Broadcast(24), x)")]
    public void Lanes_compute_no_more_than_needed(string expression, string lanes)
    {
        var run = GeneratorHarness.Run($$"""
            using System.Numerics;

            internal static partial class Ops { [Kernel] public static uint F(uint x, uint y) => {{expression}}; }
            """, new KernelGenerator());
        Assert.Empty(run.CompilerErrors);
        Assert.Contains("        return " + lanes + ";\n", Assert.Single(run.Sources).Value, StringComparison.Ordinal);
    }

    [Fact]
    public void Rotations_are_those_of_the_base_library()
    {
        var kernels = KernelDriver.Compile("""
            using System.Numerics;

            public static partial class Ops
            {
                [Kernel] public static uint Constant(uint x) => BitOperations.RotateRight(x, 6) ^ uint.RotateLeft(x, 25) + BitOperations.RotateLeft(x, -3);
                [Kernel] public static uint Varying(uint x, int n) => BitOperations.RotateRight(x, n) + BitOperations.RotateLeft(x, n + 1);
                [Kernel] public static uint Uniform(uint x, [Uniform] uint key, [Uniform] int n) => x ^ BitOperations.RotateLeft(key, n);
            }
            """);
        Assert.Equal(3, kernels.Count);
        Assert.All(kernels, kernel => KernelCheck.EqualsScalar(kernel));
    }
}
