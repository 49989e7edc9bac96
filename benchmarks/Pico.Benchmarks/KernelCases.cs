using Pico.Examples.Kernels;

namespace Pico.Benchmarks;

/// <summary>The kernels of the examples on data that fits into the second-level cache, except where the name says otherwise.</summary>
internal static class KernelCases
{
    public static IEnumerable<KernelCase> All() =>
    [
        Mandelbrot(), BlackScholes(), Dot("dot", 1 << 16), Dot("dot-memory", 1 << 24), Softmax(), NBody(), RaySpheres(), Sha256(), Life(), LifeByCells(),
        DotBandwidth(), AdamWBandwidth(),
    ];

    private static KernelCase Mandelbrot()
    {
        const int Width = 192, Height = 128, Limit = 256;
        float[] real = new float[Width * Height], imaginary = new float[Width * Height];
        for (var i = 0; i < real.Length; i++)
        {
            real[i] = -2.2f + 3.2f * (i % Width) / Width;
            imaginary[i] = -1.2f + 2.4f * (i / Width) / Height;
        }

        var rounds = new int[real.Length];
        return new KernelCase(
            "mandelbrot", $"{Width} × {Height} points, at most {Limit} rounds",
            () =>
            {
                for (var i = 0; i < rounds.Length; i++) rounds[i] = Examples.Kernels.Mandelbrot.Rounds(real[i], imaginary[i], Limit);
            },
            () => Examples.Kernels.Mandelbrot.Rounds(real, imaginary, Limit, rounds),
            () => KernelPeers.Mandelbrot(real, imaginary, Limit, rounds));
    }

    private static KernelCase BlackScholes()
    {
        const int Count = 8192;
        float[] spot = Floats(Count, 50, 150, 1), strike = Floats(Count, 50, 150, 2), years = Floats(Count, 0.1f, 3, 3), call = new float[Count], put = new float[Count];
        return new KernelCase(
            "black-scholes", "8,192 options",
            () =>
            {
                for (var i = 0; i < spot.Length; i++) Examples.Kernels.BlackScholes.Price(spot[i], strike[i], years[i], 0.03f, 0.2f, out call[i], out put[i]);
            },
            () => Examples.Kernels.BlackScholes.Price(spot, strike, years, 0.03f, 0.2f, call, put),
            () => KernelPeers.BlackScholes(spot, strike, years, 0.03f, 0.2f, call, put));
    }

    private static KernelCase Dot(string name, int count)
    {
        float[] a = Floats(count, -1, 1, 1), b = Floats(count, -1, 1, 2);
        var sum = 0f;
        return new KernelCase(
            name, FormattableString.Invariant($"{count:N0} products"),
            () =>
            {
                var total = 0f;
                for (var i = 0; i < a.Length; i++) total += DotProduct.Dot(a[i], b[i]);
                sum = total;
            },
            () => sum = DotProduct.Dot(a, b),
            () => sum = KernelPeers.Dot(a, b));
    }

    private static KernelCase Softmax()
    {
        const int Count = 1024;
        float[] scores = Floats(Count, -8, 8, 1), row = new float[Count];
        return new KernelCase(
            "softmax", "a row of 1,024",
            () =>
            {
                scores.CopyTo(row, 0);
                var largest = row[0];
                foreach (var score in row) largest = MathF.Max(largest, SoftmaxRow.Largest(score));
                var total = 0f;
                for (var i = 0; i < row.Length; i++)
                {
                    SoftmaxRow.Exponential(ref row[i], largest);
                    total += SoftmaxRow.Total(row[i]);
                }

                for (var i = 0; i < row.Length; i++) SoftmaxRow.Scale(ref row[i], 1 / total);
            },
            () =>
            {
                scores.CopyTo(row, 0);
                SoftmaxRow.Apply(row);
            },
            () =>
            {
                scores.CopyTo(row, 0);
                KernelPeers.Softmax(row);
            });
    }

    private static KernelCase NBody()
    {
        const int Count = 1024;
        const float Time = 1e-3f, Softening = 1e-2f;
        float[] x = Floats(Count, -1, 1, 1), y = Floats(Count, -1, 1, 2), z = Floats(Count, -1, 1, 3), mass = Floats(Count, 0, 1, 4);
        float[] vx = new float[Count], vy = new float[Count], vz = new float[Count];
        return new KernelCase(
            "n-body", "1,024 bodies, all pairs",
            () =>
            {
                for (var i = 0; i < x.Length; i++)
                {
                    var velocity = new Vec3(vx[i], vy[i], vz[i]);
                    Examples.Kernels.NBody.Kick(i, x, y, z, mass, ref velocity, Time, Softening);
                    (vx[i], vy[i], vz[i]) = velocity;
                }
            },
            () => Examples.Kernels.NBody.Kick(x, y, z, mass, vx, vy, vz, Time, Softening),
            () => KernelPeers.Kick(x, y, z, mass, vx, vy, vz, Time, Softening));
    }

    private static KernelCase RaySpheres()
    {
        const int Count = 4096, Spheres = 64;
        var rays = new float[6 * Count];
        Floats(2 * Count, -2, 2, 1).CopyTo(rays, 0);
        for (var i = 0; i < Count; i++)
        {
            rays[2 * Count + i] = -5;
            rays[5 * Count + i] = 1;
        }

        float[][] spheres = [Floats(Spheres, -2, 2, 2), Floats(Spheres, -2, 2, 3), Floats(Spheres, -2, 2, 4), Floats(Spheres, 0.1f, 0.5f, 5)];
        var distance = new float[Count];
        var hit = new int[Count];
        return new KernelCase(
            "ray-spheres", "4,096 rays, 64 spheres",
            () =>
            {
                for (var i = 0; i < Count; i++)
                {
                    hit[i] = Examples.Kernels.RaySpheres.Hit(
                        new Vec3(rays[i], rays[Count + i], rays[2 * Count + i]), new Vec3(rays[3 * Count + i], rays[4 * Count + i], rays[5 * Count + i]),
                        spheres[0], spheres[1], spheres[2], spheres[3], out distance[i]);
                }
            },
            () => Examples.Kernels.RaySpheres.Hit(Of(0), Of(1), Of(2), Of(3), Of(4), Of(5), spheres[0], spheres[1], spheres[2], spheres[3], distance, hit),
            () => KernelPeers.RaySpheres(rays, spheres, distance, hit));

        ReadOnlySpan<float> Of(int coordinate) => rays.AsSpan(coordinate * Count, Count);
    }

    private static KernelCase Sha256()
    {
        const int Count = 1024;
        var random = new Random(1);
        var words = Enumerable.Range(0, 16 * Count).Select(_ => (uint)random.NextInt64(1L << 32)).ToArray();
        var constants = Examples.Kernels.Sha256.RoundConstants.ToArray();
        var state = new uint[8 * Count];
        return new KernelCase(
            "sha-256", "1,024 messages of one block",
            () =>
            {
                for (var i = 0; i < Count; i++)
                {
                    Examples.Kernels.Sha256.Compress(
                        i, words, constants, ref state[i], ref state[Count + i], ref state[2 * Count + i], ref state[3 * Count + i],
                        ref state[4 * Count + i], ref state[5 * Count + i], ref state[6 * Count + i], ref state[7 * Count + i]);
                }
            },
            () => Examples.Kernels.Sha256.Compress(words, constants, Of(0), Of(1), Of(2), Of(3), Of(4), Of(5), Of(6), Of(7)),
            () => KernelPeers.Sha256(words, constants, state));

        Span<uint> Of(int word) => state.AsSpan(word * Count, Count);
    }

    /// <summary>Against a loop that only reads the two arrays: the ratio is the fraction of the streaming bandwidth.</summary>
    private static KernelCase DotBandwidth()
    {
        var dot = Dot("dot-bandwidth", 1 << 24);
        float[] a = Floats(1 << 24, -1, 1, 3), b = Floats(1 << 24, -1, 1, 4);
        return dot with { Work = "16,777,216 products; C++ only reads the same bytes", Peer = () => KernelPeers.Read(a, b) };
    }

    /// <summary>Against a loop that only moves the four arrays: the ratio is the fraction of the streaming bandwidth.</summary>
    private static KernelCase AdamWBandwidth()
    {
        const int Count = 1 << 24;
        float[] weights = Floats(Count, -1, 1, 1), gradients = Floats(Count, -1, 1, 2), m = new float[Count], v = new float[Count];
        var optimizer = new Training.AdamW(Count) { ChecksGradients = false };
        return new KernelCase(
            "adamw-bandwidth", "16,777,216 weights; C++ only moves the same bytes, and so does the scalar method",
            () =>
            {
                for (var i = 0; i < weights.Length; i++)
                {
                    weights[i] -= gradients[i];
                    m[i] += gradients[i];
                    v[i] += gradients[i];
                }
            },
            () => optimizer.Step(weights, gradients),
            () => KernelPeers.Update(weights, gradients, m, v));
    }

    private static KernelCase Life()
    {
        const int Width = 512, Height = 512;
        var (board, next) = Board(Width, Height);
        return new KernelCase("life", "512 × 512 cells, four to a lane", () => ScalarLife(board, next, Width, Height), () => Examples.Kernels.Life.Step(board, next, Width), () => KernelPeers.Life(board, next, Width, Height));
    }

    private static KernelCase LifeByCells()
    {
        const int Width = 512, Height = 512, Stride = Width + 2;
        var (board, next) = Board(Width, Height);
        return new KernelCase(
            "life-cells", "512 × 512 cells, one to a lane",
            () => ScalarLife(board, next, Width, Height),
            () =>
            {
                for (var at = Stride; at <= Height * Stride; at += Stride)
                {
                    Examples.Kernels.Life.Cell(board.AsSpan(at - Stride, Stride), board.AsSpan(at, Stride), board.AsSpan(at + Stride, Stride), next.AsSpan(at + 1, Width));
                }
            },
            () => KernelPeers.Life(board, next, Width, Height));
    }

    private static void ScalarLife(byte[] board, byte[] next, int width, int height)
    {
        var stride = width + 2;
        for (var at = stride; at <= height * stride; at += stride)
        {
            for (var i = 0; i < width; i++)
            {
                next[at + 1 + i] = Examples.Kernels.Life.Cell(i, board.AsSpan(at - stride, stride), board.AsSpan(at, stride), board.AsSpan(at + stride, stride));
            }
        }
    }

    private static (byte[] Board, byte[] Next) Board(int width, int height)
    {
        var random = new Random(1);
        var board = new byte[(width + 2) * (height + 2)];
        for (var row = 1; row <= height; row++)
        {
            for (var i = 1; i <= width; i++) board[row * (width + 2) + i] = (byte)random.Next(2);
        }

        return (board, new byte[board.Length]);
    }

    private static float[] Floats(int count, float least, float most, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => least + (most - least) * random.NextSingle())];
    }
}
