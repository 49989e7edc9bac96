namespace Pico.Examples.Kernels;

/// <summary>The inner product: the smallest kernel that reduces. Memory feeds it more slowly than it multiplies.</summary>
public static partial class DotProduct
{
    /// <summary>One term; over spans, the sum of all.</summary>
    /// <param name="a">A component of one vector.</param>
    /// <param name="b">The same component of the other.</param>
    [Kernel(Reduce = Reduction.Sum, Parallel = true)]
    public static float Dot(float a, float b) => a * b;
}
