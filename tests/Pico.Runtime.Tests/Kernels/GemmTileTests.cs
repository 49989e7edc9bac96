using System.Runtime.Intrinsics;
using Pico.Kernels;
using Pico.Memory;
using Pico.Simd;

namespace Pico.Runtime.Tests.Kernels;

/// <summary>Which columns of a tile the micro-kernels touch: attention keeps other keys' sums beside those at hand.</summary>
public sealed unsafe class GemmTileTests
{
    [Fact]
    public void Columns_beyond_the_last_sixteen_are_left_alone_at_every_width_and_height()
    {
        if (SimdWidth.Best >= 512)
        {
            Check<GemmVector512, Vector512<float>>();
        }

        if (SimdWidth.Best >= 256)
        {
            Check<GemmVector256, Vector256<float>>();
        }

        if (SimdWidth.Best >= 128)
        {
            Check<GemmVector128, Vector128<float>>();
        }

        Check<GemmVectorScalar, float>();
    }

    private static void Check<T, V>()
        where T : struct, IGemmVector<V>
        where V : struct
    {
        using var memory = new AlignedBuffer(4L * (12 + 32 + GemmBlocking.TileSize));
        float* a = memory.Floats, b = a + 12, c = b + 32;
        new Span<float>(a, 12 + 32).Fill(1f);
        for (nint height = 1; height <= 12; height += height == 1 ? 1 : 2)
        {
            for (nint columns = 1; columns <= 32; columns++)
            {
                new Span<float>(c, GemmBlocking.TileSize).Clear();
                GemmTile<T, V>.Multiply(height, columns, 1, a, 1, height, b, 32, GemmTileSums.In(c, resume: true));
                for (nint i = 0; i < GemmBlocking.TileSize; i++)
                {
                    var (row, column) = (i / 32, i % 32);
                    if (row < height && column < columns)
                    {
                        Assert.Equal(1f, c[i]);
                    }
                    else if (row >= height || column >= (columns + 15) / 16 * 16)
                    {
                        Assert.True(c[i] == 0f, $"{typeof(T).Name}: {height} rows of {columns} columns change element ({row}, {column})");
                    }
                }
            }
        }
    }
}
