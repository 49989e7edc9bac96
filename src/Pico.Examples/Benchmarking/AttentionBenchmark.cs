using Pico.Kernels;
using Pico.Memory;
using Pico.Threading;

namespace Pico.Examples.Benchmarking;

/// <summary>Causal attention, forward and back, on sequences of several lengths with as many tokens in all.</summary>
internal static unsafe class AttentionBenchmark
{
    private const int Tokens = 4096, Heads = 6, Depth = 64, Width = Heads * Depth;

    private static readonly TimeSpan Turn = TimeSpan.FromSeconds(0.7);

    public static IReadOnlyList<int> Times { get; } = [64, 256, 1024];

    /// <summary>
    /// Seconds and operations of the forward and of the backward pass. Counted is what queries see: a multiplication and an addition
    /// for each of two products, of five on the way back, over half of the scores and the diagonal.
    /// </summary>
    public static IReadOnlyList<(string Pass, double Seconds, double FloatingPointOperations)> Run(WorkerPool pool, int time)
    {
        using var memory = new AlignedBuffer(4L * Tokens * (8 * Width + Heads));
        var random = new Random(1);
        for (var i = 0; i < 5 * Tokens * Width; i++) memory.Floats[i] = random.NextSingle() - 0.5f;
        var shape = new AttentionShape { Batch = Tokens / time, Heads = Heads, Queries = time, Keys = time, Depth = Depth, Scale = 1 / MathF.Sqrt(Depth), Causal = true };
        AttentionOperand Tensor(int index) => new(memory.Floats + ((nint)index * Tokens * Width), (nint)time * Width, Depth, Width);
        var (q, k, v, outputGradient) = (Tensor(0), Tensor(1), Tensor(2), Tensor(3));
        var (output, qGradient, kGradient, vGradient) = (Tensor(4), Tensor(5), Tensor(6), Tensor(7));
        var logSumExp = (nint)(memory.Floats + (8L * Tokens * Width));
        var product = 2.0 * shape.Batch * Heads * Depth * time * (time + 1) / 2;
        return [("forward", Fastest.Seconds(Forward, Turn), 2 * product), ("backward", Fastest.Seconds(Backward, Turn), 5 * product)];

        void Forward() => Attention.Forward(pool, shape, q, k, v, output, (float*)logSumExp);
        void Backward() => Attention.Backward(pool, shape, q, k, v, output, (float*)logSumExp, outputGradient, qGradient, kGradient, vGradient);
    }
}
