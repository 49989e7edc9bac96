using Pico.Kernels;
using Pico.Memory;
using Pico.Threading;

namespace Pico.Runtime.Tests.Kernels;

/// <summary>One product with random operands, wider in memory than they need to be, and a result fenced by canaries.</summary>
internal sealed unsafe class GemmCase : IDisposable
{
    private const float Canary = 12345.5f;
    private const int Fence = 64;

    private readonly AlignedBuffer aMemory;
    private readonly AlignedBuffer bMemory;
    private readonly AlignedBuffer cMemory;

    public GemmCase(int m, int n, int k, bool aTransposed, bool bTransposed, int batch = 1, int seed = 1)
    {
        (M, N, K, Batch) = (m, n, k, batch);
        int aRows = aTransposed ? k : m, aColumns = aTransposed ? m : k, bRows = bTransposed ? n : k, bColumns = bTransposed ? k : n;
        int aStride = aColumns + 3, bStride = bColumns + 5;
        CStride = n + 7;
        (ABatchStride, BBatchStride) = (aRows * aStride + 1, bRows * bStride + 2);
        aMemory = new AlignedBuffer(4L * batch * ABatchStride);
        bMemory = new AlignedBuffer(4L * batch * BBatchStride);
        cMemory = new AlignedBuffer(4L * (2 * Fence + (long)batch * m * CStride));
        var random = new Random(seed);
        // NaN between the rows: reading what does not belong to the operand shows.
        Fill(aMemory.Floats, batch, ABatchStride, aRows, aColumns, aStride, random);
        Fill(bMemory.Floats, batch, BBatchStride, bRows, bColumns, bStride, random);
        A = new GemmOperand(aMemory.Floats, aStride, aTransposed);
        B = new GemmOperand(bMemory.Floats, bStride, bTransposed);
        Reset();
    }

    public int M { get; }

    public int N { get; }

    public int K { get; }

    public int Batch { get; }

    public GemmOperand A { get; private set; }

    public GemmOperand B { get; private set; }

    public int ABatchStride { get; }

    public int BBatchStride { get; }

    public int CStride { get; }

    public float* C => cMemory.Floats + Fence;

    private Span<float> Everything => cMemory.AsSpan(0, (int)(cMemory.Length / 4));

    public void Reset() => Everything.Fill(Canary);

    /// <summary>Makes all elements numbers that bfloat16 has.</summary>
    public void Round()
    {
        foreach (var memory in new[] { aMemory, bMemory })
        {
            foreach (ref var value in memory.AsSpan(0, (int)(memory.Length / 4))) value = (float)(BFloat16)value;
        }
    }

    /// <summary>Keeps operands in bfloat16 from now on; without an operand's memory of float, whose place they take.</summary>
    public void Narrow(bool a, bool b)
    {
        if (a) A = new GemmOperand(InPlace(aMemory), A.Stride, A.Transposed);
        if (b) B = new GemmOperand(InPlace(bMemory), B.Stride, B.Transposed);

        static BFloat16* InPlace(AlignedBuffer memory)
        {
            var source = memory.Floats;
            var narrow = (BFloat16*)memory.Pointer;
            for (long i = 0; i < memory.Length / 4; i++) narrow[i] = (BFloat16)source[i];
            return narrow;
        }
    }

    public void Multiply(WorkerPool pool, int width)
    {
        if (Batch == 1)
        {
            Gemm.Multiply(width, pool, M, N, K, A, B, new StoreEpilogue(C, CStride));
        }
        else
        {
            Gemm.MultiplyBatched(width, pool, Batch, M, N, K, A, ABatchStride, B, BBatchStride, new StoreEpilogue(C, CStride));
        }
    }

    /// <summary>The result and all around it, as bits.</summary>
    public uint[] Snapshot() => Everything.ToArray().Select(BitConverter.SingleToUInt32Bits).ToArray();

    /// <summary>Compares with the float64 product: the error of a sum of k products is at most about k·ε·Σ|a·b|.</summary>
    public void AssertCorrect(float scale = 1f, float before = 0f)
    {
        for (var x = 0; x < Batch; x++)
        {
            for (var i = 0; i < M; i++)
            {
                for (var j = 0; j < N; j++)
                {
                    double sum = before, magnitude = Math.Abs(before);
                    for (var p = 0; p < K; p++)
                    {
                        double a = A.Data[x * ABatchStride + (A.Transposed ? p * A.Stride + i : i * A.Stride + p)];
                        double b = B.Data[x * BBatchStride + (B.Transposed ? j * B.Stride + p : p * B.Stride + j)];
                        sum += scale * a * b;
                        magnitude += Math.Abs(scale * a * b);
                    }

                    var actual = C[(long)(x * M + i) * CStride + j];
                    var bound = (K + 2) * Math.Pow(2, -24) * magnitude;
                    Assert.True(Math.Abs(actual - sum) <= bound, $"product {x}, element ({i}, {j}) is {actual} instead of {sum} ± {bound}");
                }
            }
        }

        AssertFencesStand();
    }

    public void AssertFencesStand()
    {
        var all = Everything;
        Assert.Equal(-1, all[..Fence].IndexOfAnyExcept(Canary));
        Assert.Equal(-1, all[^Fence..].IndexOfAnyExcept(Canary));
        for (var i = 0; i < Batch * M; i++)
        {
            Assert.Equal(-1, all.Slice(Fence + i * CStride + N, CStride - N).IndexOfAnyExcept(Canary));
        }
    }

    public void Dispose()
    {
        aMemory.Dispose();
        bMemory.Dispose();
        cMemory.Dispose();
    }

    private static void Fill(float* memory, int batch, int batchStride, int rows, int columns, int stride, Random random)
    {
        new Span<float>(memory, batch * batchStride).Fill(float.NaN);
        for (var x = 0; x < batch; x++)
        {
            for (var i = 0; i < rows; i++)
            {
                for (var j = 0; j < columns; j++)
                {
                    memory[x * batchStride + i * stride + j] = 2f * random.NextSingle() - 1f;
                }
            }
        }
    }
}
