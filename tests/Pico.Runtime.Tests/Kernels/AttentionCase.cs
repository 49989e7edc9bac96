using Pico.Kernels;
using Pico.Memory;
using Pico.Threading;

namespace Pico.Runtime.Tests.Kernels;

/// <summary>
/// One attention with random operands. Queries, keys and values are columns of one [batch, time, 3·heads·depth] matrix when
/// there are as many queries as keys, output is [batch, time, heads·depth]; NaN surrounds everything that is read.
/// </summary>
internal sealed unsafe class AttentionCase : IDisposable
{
    private const int Fence = 32;
    public const float Canary = 12345.5f;

    private readonly AlignedBuffer[] memory;
    private readonly AlignedBuffer padding;
    private readonly bool[,] hidden;

    public AttentionCase(int batch, int heads, int queries, int keys, int depth, bool causal, bool padded)
    {
        (Batch, Heads, Queries, Keys, Depth) = (batch, heads, queries, keys, depth);
        var random = new Random(queries * 31 + keys * 7 + depth);
        var longest = Math.Max(queries, keys);
        memory = [Memory(longest, 3), Memory(longest, 3), Memory(queries, 1), Memory(queries, 1)];
        memory[0].AsSpan(0, (int)(memory[0].Length / 4)).Fill(float.NaN);
        memory[3].AsSpan(0, (int)(memory[3].Length / 4)).Fill(float.NaN);
        LogSumExp = new AlignedBuffer(4L * batch * heads * queries);
        padding = new AlignedBuffer(4L * batch * keys);
        hidden = new bool[batch, keys];
        for (var i = 0; padded && i < batch * keys; i++)
        {
            var isHidden = random.Next(3) == 0;
            hidden[i / keys, i % keys] = isHidden;
            ((int*)padding.Pointer)[i] = isHidden ? random.Next(1, 4) : 0;
        }

        Q = Operand(memory[0], longest, 3, 0);
        K = Operand(memory[0], longest, 3, 1);
        V = Operand(memory[0], longest, 3, 2);
        QGradient = Operand(memory[1], longest, 3, 0);
        KGradient = Operand(memory[1], longest, 3, 1);
        VGradient = Operand(memory[1], longest, 3, 2);
        Output = Operand(memory[2], queries, 1, 0);
        OutputGradient = Operand(memory[3], queries, 1, 0);
        foreach (var (operand, length, spread) in new[] { (Q, queries, 4f), (K, keys, 4f), (V, keys, 2f), (OutputGradient, queries, 2f) })
        {
            Visit(operand, length, (address, _) => *(float*)address = (random.NextSingle() - 0.5f) * spread);
        }

        Shape = new AttentionShape
        {
            Batch = batch,
            Heads = heads,
            Queries = queries,
            Keys = keys,
            Depth = depth,
            Scale = 1f / MathF.Sqrt(depth),
            Causal = causal,
            KeyPadding = padded ? (int*)padding.Pointer : null,
        };
        Reset();
    }

    public int Batch { get; }

    public int Heads { get; }

    public int Queries { get; }

    public int Keys { get; }

    public int Depth { get; }

    public AttentionShape Shape { get; }

    public AttentionOperand Q { get; }

    public AttentionOperand K { get; }

    public AttentionOperand V { get; }

    public AttentionOperand Output { get; }

    public AttentionOperand OutputGradient { get; }

    public AttentionOperand QGradient { get; }

    public AttentionOperand KGradient { get; }

    public AttentionOperand VGradient { get; }

    public AlignedBuffer LogSumExp { get; }

    public void Dispose() => Array.ForEach([.. memory, padding, LogSumExp], buffer => buffer.Dispose());

    public void Reset()
    {
        memory[1].AsSpan(0, (int)(memory[1].Length / 4)).Fill(Canary);
        memory[2].AsSpan(0, (int)(memory[2].Length / 4)).Fill(Canary);
    }

    public void Run(WorkerPool pool, int width)
    {
        Reset();
        SpoilScratch();
        Attention.Forward(width, pool, Shape, Q, K, V, Output, LogSumExp.Floats);
        SpoilScratch();
        Attention.Backward(width, pool, Shape, Q, K, V, Output, LogSumExp.Floats, OutputGradient, QGradient, KGradient, VGradient);
    }

    // What the passes find in their memory is no number: whatever they read before they wrote it shows.
    private static void SpoilScratch()
    {
        const int floats = 256 * 1024;
        var scratch = GemmScratch.Current;
        new Span<float>(scratch.Acquire(floats), floats).Fill(float.NaN);
        scratch.Release();
    }

    /// <summary>Makes queries, keys and values so many times as large.</summary>
    public void Stretch(float factor)
    {
        foreach (ref var value in memory[0].AsSpan(0, (int)(memory[0].Length / 4))) value *= factor;
    }

    /// <summary>Makes all elements that are read numbers that bfloat16 has.</summary>
    public void Round()
    {
        foreach (var buffer in new[] { memory[0], memory[3] })
        {
            foreach (ref var value in buffer.AsSpan(0, (int)(buffer.Length / 4))) value = (float)(BFloat16)value;
        }
    }

    /// <summary>
    /// The same passes over operands of bfloat16 in memory laid out alike: all but the gradient of the queries.
    /// </summary>
    /// <returns>The output, and the gradients of queries, keys and values, as in <see cref="Read"/>.</returns>
    public double[][] RunNarrow(WorkerPool pool, int width)
    {
        var narrow = Array.ConvertAll(memory, buffer => new AlignedBuffer(buffer.Length / 2 + AlignedBuffer.Alignment));
        AttentionOperand Same(AttentionOperand operand, int buffer)
        {
            var place = operand.Data - memory[buffer].Floats;
            return new AttentionOperand((BFloat16*)narrow[buffer].Pointer + place, operand.BatchStride, operand.HeadStride, operand.TimeStride);
        }

        try
        {
            for (var i = 0; i < memory.Length; i++)
            {
                var from = memory[i].Floats;
                var to = (BFloat16*)narrow[i].Pointer;
                for (long x = 0; x < memory[i].Length / 4; x++) to[x] = (BFloat16)from[x];
            }

            var (q, k, v, output) = (Same(Q, 0), Same(K, 0), Same(V, 0), Same(Output, 2));
            var (kGradient, vGradient) = (Same(KGradient, 1), Same(VGradient, 1));
            Attention.Forward(width, pool, Shape, q, k, v, output, LogSumExp.Floats);
            Attention.Backward(width, pool, Shape, q, k, v, output, LogSumExp.Floats, Same(OutputGradient, 3), QGradient, kGradient, vGradient);
            return [Read(output, Queries), Read(QGradient, Queries), Read(kGradient, Keys), Read(vGradient, Keys)];
        }
        finally
        {
            Array.ForEach(narrow, buffer => buffer.Dispose());
        }
    }

    /// <summary>The passes in float, with the output rounded to bfloat16 between them.</summary>
    /// <returns>As <see cref="RunNarrow"/>, rounded alike.</returns>
    public double[][] RunRounded(WorkerPool pool, int width)
    {
        Reset();
        Attention.Forward(width, pool, Shape, Q, K, V, Output, LogSumExp.Floats);
        Visit(Output, Queries, (address, _) => *(float*)address = (float)(BFloat16)(*(float*)address));
        Attention.Backward(width, pool, Shape, Q, K, V, Output, LogSumExp.Floats, OutputGradient, QGradient, KGradient, VGradient);
        double[] Rounded(AttentionOperand operand) => Array.ConvertAll(Read(operand, Keys), value => (double)(float)(BFloat16)(float)value);
        return [Read(Output, Queries), Read(QGradient, Queries), Rounded(KGradient), Rounded(VGradient)];
    }

    /// <summary>The bits of everything written, and of what must not be written.</summary>
    public int[] Snapshot() =>
    [
        .. new[] { memory[1], memory[2], LogSumExp }.SelectMany(buffer => buffer.AsSpan(0, (int)(buffer.Length / 4)).ToArray()).Select(BitConverter.SingleToInt32Bits),
    ];

    /// <summary>The elements as doubles [batch, heads, length, depth].</summary>
    public double[] Read(AttentionOperand operand, int length)
    {
        var values = new double[Batch * Heads * length * Depth];
        Visit(operand, length, (address, index) => values[index] = operand.Narrow is null ? *(float*)address : *(BFloat16*)address);
        return values;
    }

    /// <summary>The naive attention in double.</summary>
    public double[] Reference(double[] q, double[] k, double[] v)
    {
        var output = new double[q.Length];
        var weights = new double[Keys];
        for (var row = 0; row < Batch * Heads * Queries; row++)
        {
            var (index, query) = (row / Queries, row % Queries);
            for (var key = 0; key < Keys; key++)
            {
                var isHidden = hidden[index / Heads, key] || (Shape.Causal && key > query + Keys - Queries);
                var score = 0.0;
                for (var d = 0; d < Depth; d++)
                {
                    score += q[row * Depth + d] * k[(index * Keys + key) * Depth + d];
                }

                weights[key] = isHidden ? double.NegativeInfinity : score * Shape.Scale;
            }

            var maximum = weights.Max();
            if (double.IsNegativeInfinity(maximum))
            {
                continue;
            }

            var total = 0.0;
            for (var key = 0; key < Keys; key++)
            {
                total += weights[key] = Math.Exp(weights[key] - maximum);
            }

            for (var key = 0; key < Keys; key++)
            {
                for (var d = 0; d < Depth; d++)
                {
                    output[row * Depth + d] += weights[key] / total * v[(index * Keys + key) * Depth + d];
                }
            }
        }

        return output;
    }

    /// <summary>How many elements between the operands were overwritten.</summary>
    public int Violations()
    {
        var untouched = memory[1].AsSpan(0, (int)(memory[1].Length / 4)).Count(Canary) + memory[2].AsSpan(0, (int)(memory[2].Length / 4)).Count(Canary);
        return (int)((memory[1].Length + memory[2].Length) / 4) - (Batch * Heads * Depth * (2 * Queries + 2 * Keys)) - untouched;
    }

    private AlignedBuffer Memory(int time, int parts) => new(4L * (2 * Fence + (long)Batch * time * (parts * Heads * Depth + 1)));

    private AttentionOperand Operand(AlignedBuffer buffer, int time, int parts, int part)
    {
        var row = parts * Heads * Depth + 1;
        return new AttentionOperand(buffer.Floats + Fence + part * Heads * Depth, time * row, Depth, row);
    }

    private void Visit(AttentionOperand operand, int length, Action<nint, int> visit)
    {
        for (var i = 0; i < Batch * Heads * length * Depth; i++)
        {
            var (d, t, head) = (i % Depth, i / Depth % length, i / Depth / length);
            var place = head / Heads * operand.BatchStride + head % Heads * operand.HeadStride + t * operand.TimeStride + d;
            visit(operand.Narrow is null ? (nint)(operand.Data + place) : (nint)(operand.Narrow + place), i);
        }
    }
}
