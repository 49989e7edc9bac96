using System.Runtime.CompilerServices;
using Pico.Generators.Pipelines;
using Pico.Simd;

namespace Pico.Generators.Tests.Kernels;

/// <summary>Structs in kernels: as values, places, receivers and streams, at every width, against the scalar method.</summary>
[Collection("SimdWidth")]
public class KernelStructTests
{
    private const string Structs = """
        public readonly record struct Vec3(float X, float Y, float Z)
        {
            public static Vec3 Up => new(0, 1, 0);
            public float Length => MathF.Sqrt(Dot(this, this));
            public float Largest { get { if (X > Y) return X > Z ? X : Z; return MathF.Max(Y, Z); } }
            public static float Dot(in Vec3 a, in Vec3 b) => a.X * b.X + a.Y * b.Y + a.Z * b.Z;
            public static Vec3 operator +(Vec3 a, Vec3 b) => new(a.X + b.X, a.Y + b.Y, a.Z + b.Z);
            public static Vec3 operator -(Vec3 a) => new(-a.X, -a.Y, -a.Z);
            public static Vec3 operator *(Vec3 a, float s) => new(a.X * s, a.Y * s, a.Z * s);
            public static implicit operator Vec3(float all) => new(all, all, all);
            public static explicit operator float(Vec3 v) => v.X + v.Y;
            public static bool operator <(Vec3 a, Vec3 b) => a.Length < b.Length;
            public static bool operator >(Vec3 a, Vec3 b) => b < a;
            public Vec3 Swapped() => new(Z: X, X: Z, Y: Y);
            public Vec3 Scaled(float by = 2) => this * by;
        }

        public record struct Ray(Vec3 Origin, Vec3 Direction)
        {
            public int Bounces { get; set; } = 3;
            public readonly Vec3 At(float t) => Origin + Direction * t;
            public void Move(float t) { Origin = At(t); Bounces++; }
        }

        public struct Counter
        {
            public int Count;
            private readonly int step;
            private float last = 7;
            public Counter(int step) { this.step = step; Count = step; }
            public Counter(int step, int count) : this(step) => Count += count;
            public void Add(int n) { for (var i = 0; i < (n & 3); i++) { Count += step; if (Count > 100) return; } last += Count; }
            public readonly float Last => last;
            public static bool operator ==(Counter a, Counter b) => a.Count == b.Count;
            public static bool operator !=(Counter a, Counter b) => !(a == b);
            public override readonly bool Equals(object? other) => other is Counter counter && counter == this;
            public override readonly int GetHashCode() => Count;
        }

        public readonly record struct Mixed(byte Small, bool On, Vec3 Place, uint Bits);

        """;

    [Fact]
    public void Structs_are_values() => Check("""
        [Kernel] public static float Operators(float x, float y, float z) { var v = new Vec3(x, y, z) + -new Vec3(z, x, y) * 2; v += Vec3.Up; return Vec3.Dot(v, v.Swapped()) + v.Length; }
        [Kernel] public static float Selected(float x, float y, bool b) { var v = b ? new Vec3(x, y, 1) : x > y ? Vec3.Up : default; return v.X * 3 + v.Y * 5 + v.Z; }
        [Kernel] public static float Chosen(float x, int i) { var v = (i & 3) switch { 0 => new Vec3(x, 1, 2), 1 or 2 when x > 0 => Vec3.Up * x, _ => -Vec3.Up }; return v.X + v.Y; }
        [Kernel] public static float Copies(float x, float y) { var a = new Vec3(x, y, 0); var b = a; a = a with { X = y, Z = a.X }; var c = b; b = a; return b.Largest - c.Largest; }
        [Kernel] public static float Conversions(float x, float y) { Vec3 v = x; var w = v * y + y; return (float)(w + new Vec3 { Y = x }) - (float)v.Scaled() + v.Scaled(by: y).Z; }
        [Kernel] public static float Nested(float x, float y, int n) { var r = new Ray(new Vec3(x, y, 1), Vec3.Up); for (var i = 0; i < (n & 3); i++) { r.Move(x); if (r.Origin.Y > 9) r.Direction = -r.Direction; } return r.Origin.Y + r.Bounces; }
        [Kernel] public static float Aliased(float x, float y) { var v = new Vec3(x, y, 3); return Vec3.Dot(v, v = v.Swapped()) + v.X; }
        [Kernel] public static bool Less(float x, float y, float z) => new Vec3(x, y, z) < new Vec3(z, 1, x) || Vec3.Up > new Vec3(y, y, z);
        [Kernel] public static int Initialized(float x, int n) { var m = new Mixed((byte)n, x > 0, new Vec3(x, x, x), (uint)n) with { Place = Vec3.Up * x }; return m.Small + (m.On ? (int)m.Bits : 3) + (int)m.Place.Y; }
        """);

    [Fact]
    public void Methods_change_what_they_are_called_on_and_nothing_else() => Check("""
        [Kernel] public static int Changed(int n, int x) { var c = new Counter(n & 7); c.Add(x); c.Count ^= 1; return c.Count; }
        [Kernel] public static float Chained(int n, int x) { var c = new Counter(n & 7, x & 7); c.Add(x); return c.Last + c.Count; }
        [Kernel] public static float Zeros(int n) { Counter c = new(); c.Add(n); var d = default(Counter); return c.Last + d.Last; }
        [Kernel] public static int ByReference(int n, int x) { var c = new Counter(n & 3); var d = c; Twice(ref c, x); Fill(out d, ref c.Count); return c.Count * 3 + d.Count; }
        static void Twice(ref Counter c, int x) { c.Add(x); if (x > 5) return; c.Add(x); }
        static void Fill(out Counter c, ref int n) { n++; c = new Counter(n & 31); }
        [Kernel] public static int Untouched(int n, int x) { var c = new Counter(n & 3); return Peek(c, x) + Peek(c, 1) + c.Count; }
        static int Peek(in Counter c, int x) { c.Add(x); return c.Count; }
        [Kernel] public static int InLoops(int n, int x) { var best = new Counter(0); for (var i = 0; i < (n & 15); i++) { var c = new Counter(i, x & 7); if ((i & 1) == 0) continue; c.Add(i); if (c.Count > best.Count) best = c; if (best.Count > 40) break; } return best.Count; }
        [Kernel] public static int FromMemory([ElementIndex] int i, int x, ReadOnlySpan<int> s, Span<int> t) { var c = x > 0 ? new Counter(s[i] & 7) : new Counter(1, s[i] & 3); c.Add(x); t[i] = c.Count; return (x & 1) == 0 ? new Counter(t[i]).Count : c.Count; }
        """);

    [Fact]
    public void Records_are_equal_field_by_field_and_NaN_equals_NaN() => Check("""
        [Kernel] public static bool Same(float x, float y, float z) => new Vec3(x, y, z) == new Vec3(y, x, z);
        [Kernel] public static bool Other(float x, float y, int n) => new Ray(x, Vec3.Up) != new Ray(y, Vec3.Up) { Bounces = n & 3 };
        [Kernel] public static bool Mixture(float x, bool b, uint u) => new Mixed(1, b, x, u) == new Mixed((byte)u, true, x, 3);
        [Kernel] public static bool Defined(int n, int m) => new Counter(n & 3) == new Counter(m & 3);
        """);

    [Fact]
    public void Uniform_structs_nest_and_their_methods_are_called()
    {
        var method = GeneratorHarness.Run(Structs + """
            public readonly record struct Light(Vec3 Place, float Power) { public float Reach => Place.Length * Power; }
            public static partial class Ops
            {
                [Kernel] public static float F(float x, [Uniform] in Light light) => x * Lit(light) + light.Place.Y;
                static float Lit(in Light light) => (light with { Power = 2 }).Reach + light.Reach;
                public static float[] Both() { var light = new Light(new Vec3(1, 2, 2), 5); var r = new float[2]; F([3f, 4], light, r); return [.. r, F(3, light), F(4, light)]; }
            }
            """, new KernelGenerator()).Load().GetType("Ops")!.GetMethod("Both")!;
        var results = (float[])method.Invoke(null, null)!;
        Assert.Equal([3 * 21 + 2, 4 * 21 + 2], results.Take(2));
        Assert.Equal(results.Take(2), results.Skip(2));
    }

    [Fact]
    public void Streams_of_structs_are_a_span_for_each_field()
    {
        var run = GeneratorHarness.Run("[assembly: RegisterKernels]\n" + Structs + """
            public static partial class StructStreams
            {
                [Kernel] public static Vec3 Step(Vec3 p, in Vec3 v, [Uniform] float t) => p + v * t;
                [Kernel] public static float Bounce(ref Ray ray, out Vec3 was, float t) { was = ray.Origin; ray.Move(t); if (t > 1) { ray = new Ray(was, -ray.Direction); return ray.Bounces; } return ray.Origin.Largest; }
                [Kernel] public static Mixed Turn(Mixed m, bool b) => b ? m with { On = !m.On, Small = (byte)(m.Small + 250) } : new Mixed(7, b, m.Place * 2, m.Bits >> 1);
                [Kernel(Reduce = Reduction.Max)] public static float Farthest(Vec3 p) => p.Largest;
                [Kernel] public static Vec3 Indexed([ElementIndex] int i, ReadOnlySpan<float> s) => new(s[i], i, 1);
                [Kernel] public static Vec3 Early(Vec3 p, int n) { for (var i = 0; i < (n & 7); i++) { p += Vec3.Up; if (p.Y > 2) return p; p *= p.X; } return -p; }
            }
            """, new KernelGenerator());
        RuntimeHelpers.RunModuleConstructor(run.Load().ManifestModule.ModuleHandle);
        var kernels = KernelRegistry.Kernels.Where(kernel => kernel.Name.StartsWith("StructStreams.", StringComparison.Ordinal)).ToArray();
        Assert.Equal(6, kernels.Length);
        Assert.All(kernels, EqualsScalar);
    }

    [Fact]
    public void Kernels_of_structs_travel_to_other_assemblies()
    {
        var library = GeneratorHarness.Run(GeneratorHarness.Compile(Structs + """
            public static partial class Library
            {
                [Kernel] public static Vec3 Step(Vec3 p, Vec3 v, [Uniform] float t) => p + v * t;
                [Kernel] public static void Move(ref Ray ray, out float far, float t) { ray.Move(t); far = ray.Origin.Largest; if (ray == default) far = t is > 0 and < 9 ? 1 : 2; }
            }
            """, name: "StructLibrary"), new KernelGenerator());
        var loaded = library.Load();
        AppDomain.CurrentDomain.AssemblyResolve += (_, wanted) => wanted.Name.StartsWith("StructLibrary,", StringComparison.Ordinal) ? loaded : null;
        var kernels = KernelDriver.Compile("""
            public static partial class Ops
            {
                [Kernel] public static float F(float x, float t) { var v = Library.Step(default, default, t); return v.X + v.Y + x; }
                [Kernel] public static float G(float x, float t) { Ray ray = default; float far; Library.Move(ref ray, out far, t); return ray.Bounces + x; }
            }
            """, library.Reference());
        Assert.Equal(2, kernels.Count);
        Assert.All(kernels, kernel => KernelCheck.EqualsScalar(kernel));
    }

    [Fact]
    public void A_struct_with_kernels_takes_its_methods_to_other_assemblies()
    {
        var library = GeneratorHarness.Run(GeneratorHarness.Compile("""
            public readonly partial record struct Complex(float Re, float Im)
            {
                public static Complex I => new(0, 1);
                public float Norm { get { return Re * Re + Im * Im; } }
                public static Complex operator *(Complex a, Complex b) => new(a.Re * b.Re - a.Im * b.Im, a.Re * b.Im + a.Im * b.Re);
                [Kernel] public static float Turned(Complex a) => (a * I * a).Norm;
            }
            """, name: "ComplexLibrary"), new KernelGenerator());
        var loaded = library.Load();
        AppDomain.CurrentDomain.AssemblyResolve += (_, wanted) => wanted.Name.StartsWith("ComplexLibrary,", StringComparison.Ordinal) ? loaded : null;
        var kernels = KernelDriver.Compile("""
            public static partial class Ops
            {
                [Kernel] public static float Squared(float x, float y) { var z = new Complex(x, y); for (var i = 0; i < 3; i++) { if (z.Norm > 4) break; z *= z * Complex.I; } return z.Re - Complex.Turned(z); }
            }
            """, library.Reference());
        KernelCheck.EqualsScalar(Assert.Single(kernels));
    }

    [Fact]
    public void Gradients_go_through_structs()
    {
        var run = GeneratorHarness.Run(Structs + """
            public static partial class Ops
            {
                [Kernel, Differentiable] public static float Energy(Vec3 p, [Uniform] in Ray field) => Vec3.Dot(p, field.At(2)) * p.X;
                [Differentiable] public static float Path(Vec3 p, ReadOnlySpan<float> s) { var way = p; foreach (var t in s) way = way * t + p; return way.Length * way.Length; }
                public static float[] Both()
                {
                    var r = new float[6];
                    var field = new Ray(new Vec3(1, 2, 3), new Vec3(0, 1, 0));
                    EnergyGradient(5, 6, 7, field, 1, out r[0], out r[1], out r[2]);
                    PathGradient(1, 2, 3, [2, 0.5f], 1, out r[3], out r[4], out r[5], new float[2]);
                    return r;
                }
            }
            """, new KernelGenerator());
        var actual = (float[])run.Load().GetType("Ops")!.GetMethod("Both")!.Invoke(null, null)!;

        // f = (1, 4, 3): d/dx (f·p) x = f·p + f.x x, d/dy = f.y x, d/dz = f.z x; way = 2.5 p: d/dp |way|² = 12.5 p.
        float[] expected = [5 + 24 + 21 + 5, 20, 15, 12.5f, 25, 37.5f];
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, 1e-4f));
    }

    private static void Check(string members)
    {
        var kernels = KernelDriver.Compile(Structs + "public static partial class Ops\n{\n" + members + "\n}\n");
        Assert.NotEmpty(kernels);
        Assert.All(kernels, kernel => KernelCheck.EqualsScalar(kernel));
    }

    private static void EqualsScalar(KernelDescription kernel)
    {
        foreach (var length in new[] { 1, 5, 16, 37, 67 })
        {
            var random = new Random(length);
            var original = kernel.Parameters.Select(parameter =>
            {
                var array = parameter.Allocate(length + 2);
                for (var i = 0; i < array.Length; i++) array.SetValue(KernelCheck.Value(Keyword(array), random), i);
                return array;
            }).ToArray();
            var scalar = Copy(original);
            var data = new KernelData(scalar, 1, length);
            float? largest = null;
            for (var i = 0; i < length; i++)
            {
                kernel.Scalar!(data, i);
                if (kernel.Reduce == Reduction.Max) largest = MathF.Max(largest ?? float.NegativeInfinity, data.Value<float>(kernel.Parameters.Count - 1));
            }

            if (largest is { } value) data.Value<float>(kernel.Parameters.Count - 1) = value;
            foreach (var width in KernelDriver.Widths)
            {
                using var limit = SimdWidth.Limit(width);
                var lanes = Copy(original);
                kernel.Lanes!(new KernelData(lanes, 1, length));
                for (var p = 0; p < lanes.Length; p++)
                {
                    Assert.True(lanes[p].Cast<object>().SequenceEqual(scalar[p].Cast<object>()), $"{kernel.Name}, width {width}, {length} elements: '{kernel.Parameters[p].Name}' differs");
                }
            }
        }

        static Array[] Copy(Array[] arrays) => [.. arrays.Select(array => (Array)array.Clone())];
    }

    private static string Keyword(Array array) => Type.GetTypeCode(array.GetType().GetElementType()) switch
    {
        TypeCode.Single => "float",
        TypeCode.Int32 => "int",
        TypeCode.UInt32 => "uint",
        TypeCode.Byte => "byte",
        _ => "bool",
    };
}
