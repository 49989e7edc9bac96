using Pico.Generators.Pipelines;

namespace Pico.Generators.Tests.Kernels;

/// <summary>What the generated files look like.</summary>
public class KernelSnapshotTests
{
    [Fact]
    public void Map_with_gradient() => Verify("""
        namespace Demo;

        public static partial class Ops
        {
            /// <summary>x tanh(softplus(x)).</summary>
            [Kernel, Differentiable]
            public static float Mish(float x) => x * MathF.Tanh(Softplus(x));

            static float Softplus(float x) => x > 20 ? x : MathF.Log(1 + MathF.Exp(x));
        }
        """);

    [Fact]
    public void Streams_and_uniform_struct() => Verify("""
        namespace Demo;

        public readonly record struct MomentumStep(float Rate, float Momentum, float Decay);

        public partial class Optimizer
        {
            [Kernel]
            static void Update(ref float weight, float gradient, ref float velocity, out bool grew, [Uniform] in MomentumStep step)
            {
                var before = weight;
                velocity = step.Momentum * velocity + (gradient + step.Decay * weight);
                weight -= step.Rate * velocity;
                grew = MathF.Abs(weight) > MathF.Abs(before);
            }
        }
        """);

    [Fact]
    public void Structs() => Verify("""
        [assembly: RegisterKernels]

        namespace Demo;

        public readonly record struct Vec3(float X, float Y, float Z)
        {
            public float Length => MathF.Sqrt(X * X + Y * Y + Z * Z);
            public static Vec3 operator +(Vec3 a, Vec3 b) => new(a.X + b.X, a.Y + b.Y, a.Z + b.Z);
            public static Vec3 operator *(Vec3 a, float s) => new(a.X * s, a.Y * s, a.Z * s);
        }

        public record struct Ray(Vec3 Origin, Vec3 Direction)
        {
            public readonly Vec3 At(float t) => Origin + Direction * t;
        }

        public readonly record struct Fog(Vec3 Wind, float Density);

        public static partial class Rays
        {
            /// <summary>Sixteen rays march until the fog has swallowed them.</summary>
            [Kernel]
            public static Vec3 March(ref Ray ray, [Uniform] in Fog fog)
            {
                var light = 1f;
                while (light > 0.01f)
                {
                    var next = ray.At(light) + fog.Wind;
                    light -= fog.Density * next.Length;
                    ray = ray with { Origin = next };
                }

                return light < 0 ? default : ray.Direction * light;
            }
        }
        """);

    [Fact]
    public void Sum_of_products() => Verify("""
        public static partial class Ops
        {
            [Kernel(Reduce = Reduction.Sum), Differentiable]
            internal static float Dot(float a, float b) => a * b;
        }
        """);

    [Fact]
    public void Gradients_of_loops_in_lanes() => Verify("""
        public static partial class Ops
        {
            [Kernel, Differentiable] internal static float Orbit(float x, [Uniform] int rounds, ReadOnlySpan<float> force)
            {
                for (var i = 0; i < rounds; i++) x = x * (1 - x) * force[i];
                return x;
            }
            [Kernel(Reduce = Reduction.Sum), Differentiable] internal static float Halved(float x)
            {
                while (MathF.Abs(x) > 1) x = x / 2 + x * x * 0.001f;
                return x;
            }
        }
        """);

    [Fact]
    public void Gradients_of_shared_memory() => Verify("""
        public static partial class Ops
        {
            [Kernel(Parallel = true, Reduce = Reduction.Sum), Differentiable]
            internal static float Layers(float x, int kind, ReadOnlySpan<float> weights, ReadOnlySpan<float> table, [Uniform] ReadOnlySpan<float> scales)
            {
                for (var i = 0; i < weights.Length; i++) x = x * weights[i] * scales[i] + table[kind];
                return x;
            }
        }
        """);

    [Fact]
    public void In_parts() => Verify("""
        public static partial class Ops
        {
            [Kernel(Parallel = true)] internal static float Blend(float x, [Uniform] float part, ReadOnlySpan<float> other, [ElementIndex] int i) => x + part * (other[i] - x);
            [Kernel(Parallel = true, Reduce = Reduction.ArgMax)] internal static float Peak(float x) => x;
        }
        """);

    [Fact]
    public void Integers_and_doubles() => Verify("""
        public partial class Outer
        {
            public partial record struct Inner
            {
                [Kernel] public static uint Mix(uint x, int @class) { x ^= x >> 16; x *= 0x7feb352du; return @class > 3 ? x : (uint)(@class % 7); }
                [Kernel] public static double Distance(double x, float y) => Math.Sqrt(x * x + y * y);
            }
        }
        """);

    [Fact]
    public void Invalid_kernel() => Verify("""
        public static partial class Ops
        {
            [Kernel, Differentiable]
            public static float Countdown(float x) { try { return x - 1; } finally { x = 0; } }
        }
        """);

    [Fact]
    public void Lanes_that_part() => Verify("""
        public static partial class Fractals
        {
            /// <summary>How often z = z² + c stays within the circle.</summary>
            [Kernel]
            public static int Mandelbrot(float cx, float cy, [Uniform] int limit)
            {
                float x = 0, y = 0;
                var n = 0;
                for (; n < limit; n++)
                {
                    float x2 = x * x, y2 = y * y;
                    if (x2 + y2 > 4) break;
                    y = 2 * x * y + cy;
                    x = x2 - y2 + cx;
                }

                return n;
            }
        }
        """);

    [Fact]
    public void Memory_by_index() => Verify("""
        public static partial class Life
        {
            [Kernel]
            public static byte Step([ElementIndex] int i, ReadOnlySpan<byte> cells, [Uniform] int width)
            {
                if (i < width || i >= cells.Length - width) return 0;
                var neighbours = 0;
                for (var row = -1; row <= 1; row++)
                {
                    var at = i + row * width;
                    neighbours += cells[at - 1] + cells[at] + cells[at + 1];
                }

                return (byte)(neighbours == 3 || (neighbours == 4 && cells[i] != 0) ? 1 : 0);
            }
        }
        """);

    [Fact]
    public void Gradients_of_loops() => Verify("""
        namespace Demo;

        public static partial class Functions
        {
            /// <summary>A polynomial by Horner's rule.</summary>
            [Differentiable]
            public static double Polynomial(double x, ReadOnlySpan<double> coefficients)
            {
                var value = 0.0;
                for (var i = coefficients.Length - 1; i >= 0; i--)
                {
                    value = value * x + coefficients[i];
                }

                return value;
            }

            /// <summary>A dot product.</summary>
            [Differentiable]
            public static float Dot(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
            {
                var sum = 0f;
                for (var i = 0; i < a.Length; i++)
                {
                    sum += a[i] * b[i];
                }

                return sum;
            }

            /// <summary>The square root by Newton's iteration.</summary>
            [Differentiable(Hessian = true)]
            public static double Root(double c, double precision)
            {
                var root = c;
                while (Math.Abs(root * root - c) > precision)
                {
                    root = 0.5 * (root + c / root);
                }

                return root;
            }

            /// <summary>The energy until it exceeds a limit.</summary>
            [Differentiable]
            public static double Until(ReadOnlySpan<double> x, double limit)
            {
                var energy = 0.0;
                for (var i = 0; i < x.Length; i++)
                {
                    energy = energy * 0.5 + x[i] * x[i];
                    if (energy > limit)
                    {
                        return limit * limit / energy;
                    }
                }

                return energy;
            }
        }
        """);

    [Fact]
    public void Second_derivatives_and_rules() => Verify("""
        namespace Demo;

        public static partial class Functions
        {
            /// <summary>The logarithm of a sum of exponentials.</summary>
            [Differentiable(Hessian = true)]
            public static double LogSumExp(ReadOnlySpan<double> x)
            {
                var most = x[0];
                for (var i = 1; i < x.Length; i++)
                {
                    most = Math.Max(most, x[i]);
                }

                var shift = PicoMath.StopGradient(most);
                var sum = 0.0;
                for (var i = 0; i < x.Length; i++)
                {
                    sum += Math.Exp(x[i] - shift);
                }

                return shift + Math.Log(sum);
            }

            /// <summary>Rounds; the gradient passes straight through.</summary>
            [Kernel, Differentiable, Gradient(nameof(One))]
            public static float Quantize(float x, [Uniform] float step) => MathF.Round(x / step) * step;

            static float One(float x, float step) => 1;

            /// <summary>A chain of products, by rows of a matrix.</summary>
            [Differentiable(Hessian = true)]
            public static double Chain(ReadOnlySpan<double> weights, [Uniform] ReadOnlySpan<double> x, int width)
            {
                var value = 1.0;
                for (var row = 0; row < width; row++)
                {
                    var sum = value;
                    for (var column = 0; column < width; column++)
                    {
                        sum += weights[row * width + column] * x[column];
                    }

                    value = Math.Tanh(sum);
                }

                return value;
            }
        }
        """);

    [Fact]
    public void Packets_and_records() => Verify("""
        public static partial class Ops
        {
            /// <summary>The nearest of intervals in a tree of them, for which all elements go together.</summary>
            [Kernel, System.Runtime.CompilerServices.SkipLocalsInit]
            public static float Nearest(float x, int k, ReadOnlySpan<float> tree, ReadOnlySpan<float> records)
            {
                Span<int> waiting = stackalloc int[32];
                var best = float.MaxValue;
                var node = 0;
                var top = 0;
                while (node >= 0)
                {
                    var next = -1;
                    var away = Away(x, tree[2 * node], tree[2 * node + 1]);
                    if (Lanes.Any(away < best) && 2 * node + 3 < tree.Length / 2 && top < 32)
                    {
                        waiting[top] = 2 * node + 2;
                        top++;
                        next = 2 * node + 1;
                    }

                    if (away < best) best = away;
                    if (next < 0 && top > 0)
                    {
                        top--;
                        next = waiting[top];
                    }

                    node = next;
                }

                var at = k * 4;
                return best * records[at] + records[at + 1] - records[at + 3];
            }

            static float Away(float x, float low, float high) => x < low ? low - x : x > high ? x - high : 0;
        }
        """);

    private static void Verify(string source, [System.Runtime.CompilerServices.CallerFilePath] string test = "", [System.Runtime.CompilerServices.CallerMemberName] string method = "")
    {
        var run = GeneratorHarness.Run(source, new KernelGenerator());
        Assert.DoesNotContain(run.CompilerErrors, diagnostic => diagnostic.Id != "CS1591");
        Snapshot.Verify(Assert.Single(run.Sources).Value, test, method);
    }
}
