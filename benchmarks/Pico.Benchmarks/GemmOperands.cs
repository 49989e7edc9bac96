using Pico.Examples.Benchmarking;
using Pico.Memory;

namespace Pico.Benchmarks;

/// <summary>The matrices of a product; several sets of them if they are to come from memory: who takes turns with as much as no cache holds finds none of it in one.</summary>
internal sealed unsafe class GemmOperands : IDisposable
{
    private const long MoreThanCaches = 100L << 20;

    private readonly AlignedBuffer[] a;
    private readonly AlignedBuffer[] b;
    private readonly AlignedBuffer[] c;
    private int set;

    public GemmOperands(int m, int n, int k, bool isCold)
    {
        var bytes = 4 * (m * (long)k + k * (long)n + m * (long)n);
        var sets = isCold ? (int)Math.Max(2, MoreThanCaches / bytes) : 1;
        a = [.. Enumerable.Range(0, sets).Select(_ => ProductsBenchmark.Random(m * (long)k))];
        b = [.. Enumerable.Range(0, sets).Select(_ => ProductsBenchmark.Random(k * (long)n))];
        c = [.. Enumerable.Range(0, sets).Select(_ => new AlignedBuffer(4L * m * n))];
    }

    public float* A => a[set].Floats;

    public float* B => b[set].Floats;

    public float* C => c[set].Floats;

    public void Turn() => set = (set + 1) % a.Length;

    public void Dispose()
    {
        foreach (var buffer in (AlignedBuffer[])[.. a, .. b, .. c]) buffer.Dispose();
    }
}
