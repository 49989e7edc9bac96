using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace Pico.Generators.Tests.Kernels;

/// <summary>
/// Random structured kernels (loops in branches in loops, breaks, early returns, local arrays, memory by index) equal their
/// scalar methods bit for bit at every width. <c>PICO_LONG_TESTS=1</c> runs fifty times as many.
/// </summary>
[Collection("SimdWidth")]
public class RandomProgramTests
{
    private const int KernelsPerCompilation = 20; // compiling is what takes the time

    [Fact]
    public void Random_programs_equal_their_scalar_methods()
    {
        if (int.TryParse(Environment.GetEnvironmentVariable("PICO_SEED"), out var one))
        {
            Check(one); // as a failure names it
            return;
        }

        var compilations = Environment.GetEnvironmentVariable("PICO_LONG_TESTS") == "1" ? 200 : 4;
        Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed => Check(seed)).Check(Config.QuickThrowOnFailure.WithMaxTest(compilations));

        void Check(int seed)
        {
            var sources = Enumerable.Range(0, KernelsPerCompilation)
                .ToDictionary(k => "K" + k, k => new Writer(new System.Random(unchecked(seed + k))).Kernel("K" + k));
            foreach (var kernel in KernelDriver.Compile(Structs + "public static partial class Ops\n{\n" + string.Concat(sources.Values) + "}\n"))
            {
                try
                {
                    KernelCheck.EqualsScalar(kernel, lengths: [1, 16, 37], seed: seed % 1000);
                }
                catch (Exception failure)
                {
                    Assert.Fail(failure.Message + "\n" + sources[kernel.Name]);
                }
            }
        }
    }

    /// <summary>What the programs compute with beside scalars: <c>p</c> and <c>q</c> of every kernel.</summary>
    private const string Structs = """
        public record struct Pair(float A, int B)
        {
            public readonly Pair Swapped => new(B, A > 0 ? 1 : B);
            public static Pair operator +(Pair p, Pair q) => new(p.A + q.A, unchecked(p.B + q.B));
            public static Pair operator -(Pair p) => p with { A = -p.A };
            public readonly float Sum(int n) { var s = A; for (var i = 0; i < (n & 3); i++) { s += B; if (s > 100) return A; } return s; }
            public void Add(in Pair q) { if (q.B > B) { B ^= q.B; return; } A += q.A; }
        }

        public struct Two(Pair first, Pair second)
        {
            public Pair First = first, Second = second;
        }

        """;

    private sealed class Writer(System.Random random)
    {
        private readonly StringBuilder text = new();
        private int loops;
        private int names;

        public string Kernel(string name)
        {
            text.AppendLine(System.Globalization.CultureInfo.InvariantCulture,
                $"    [Kernel] public static int {name}(float x, ref float y, int i, uint u, bool b, ref long l, out int j, [Uniform] int n, ReadOnlySpan<float> s, Span<int> t, ReadOnlySpan<long> v, [ElementIndex] int e)");
            text.AppendLine("    {\n        unchecked {\n        j = i; n &= 7; var k = 0; Span<float> w = stackalloc float[4]; var p = new Pair(x, i); Two q = default; q.Second = p;");
            Block(3, 4);
            text.AppendLine("        y += w[k & 3];\n        return j ^ k ^ q.First.B ^ (p.A > 1 ? p.B : 0);\n        }\n    }");
            return text.ToString();
        }

        private void Block(int depth, int most)
        {
            for (var statement = random.Next(1, most + 1); statement > 0; statement--)
            {
                Statement(depth);
            }
        }

        private void Statement(int depth)
        {
            if (random.Next(4) == 0)
            {
                StructStatement();
                return;
            }

            var choice = random.Next(depth > 0 ? 17 : 9);
            switch (choice)
            {
                case 0 or 1:
                    Line($"y = {Float(2)};");
                    break;
                case 2:
                    Line($"{Pick("j", "k", "i")} {Pick("=", "+=", "^=")} {Int(2)};");
                    break;
                case 3:
                    Line($"x {Pick("=", "-=", "*=")} {Float(2)};");
                    break;
                case 4:
                    Line($"b = {Bool(2)};");
                    break;
                case 5:
                    Line($"w[{Pick("k & 3", "1", "2", "i & 3", "n & 3")}] {Pick("=", "+=")} {Float(1)};");
                    break;
                case 6:
                    Line($"t[e] {Pick("=", "+=", "^=")} {Int(1)};");
                    break;
                case 8:
                    Line($"l {Pick("+=", "^=", "=")} {Pick("l * 3", "k * (long)i", "l >> 5", "v[n % v.Length]", "(long)x", "v[e]")};");
                    break;
                case 7:
                    Jump();
                    break;
                case 9 or 10:
                    Line($"if ({Bool(2)})");
                    Braces(depth);
                    if (random.Next(2) == 0)
                    {
                        Line("else");
                        Braces(depth);
                    }

                    break;
                case 11 or 12:
                    var counter = "c" + names++;
                    Line($"for (var {counter} = 0; {counter} < {Pick("3", "n", "(i & 7)", "5")}; {counter}++)");
                    Loop(depth, counter);
                    break;
                case 13:
                    var left = "c" + names++;
                    Line($"var {left} = {Pick("4", "(i & 7)", "n")};");
                    Line($"while ({left}-- > 0 && {Bool(1)})");
                    Loop(depth, left);
                    break;
                case 14:
                    var times = "c" + names++;
                    Line($"var {times} = {Pick("3", "(int)(u & 3)", "n")};");
                    Line("do");
                    Loop(depth, times);
                    Line($"while (--{times} > 0{Pick("", " && " + Bool(1))});");
                    break;
                default: // 15 and 16
                    Line($"switch ({Pick("i & 3", "n", "k & 3")})");
                    Line("{");
                    loops++;
                    Line("case 0:");
                    Block(depth - 1, 2);
                    Line("break;");
                    Line("case 1: case 2:");
                    Block(depth - 1, 2);
                    Line("break;");
                    if (random.Next(2) == 0)
                    {
                        Line("default:");
                        Block(depth - 1, 1);
                        Line("break;");
                    }

                    loops--;
                    Line("}");
                    break;
            }
        }

        private void Loop(int depth, string counter)
        {
            Line("{");
            loops++;
            if (random.Next(3) == 0)
            {
                Line($"if ({Bool(1)}) {Pick("break", "continue")};");
            }

            Line($"k += {counter};");
            Block(depth - 1, 3);
            loops--;
            Line("}");
        }

        private void Braces(int depth)
        {
            Line("{");
            Block(depth - 1, 3);
            Line("}");
        }

        private void StructStatement() => Line(random.Next(6) switch
        {
            0 => $"p = {Struct(2)};",
            1 => $"q = {Pick("new Two(p, q.First)", $"q with {{ Second = {Struct(1)} }}", $"{Bool(1)} ? new({Struct(1)}, p) : q")};",
            2 => $"{Pick("p", "q.First", "q.Second")}.{Pick("A += 1", "B ^= k", $"Add({Pick("p", "q.First", "-q.Second")})")};",
            3 => $"{Pick("p", "q.First")} += {Struct(1)};",
            4 => $"k ^= {Bool(0)} && {Pick("p == q.First", "q.First != q.Second")} ? 5 : 1;",
            _ => $"{{ var r = {Struct(1)}; y += r.Sum({Int(0)}); q.First = r; }}",
        });

        private string Struct(int depth) => depth == 0 ? Pick("p", "q.First", "q.Second", "default(Pair)") : random.Next(5) switch
        {
            0 => $"({Struct(depth - 1)} + {Struct(depth - 1)})",
            1 => $"({Bool(depth - 1)} ? {Struct(depth - 1)} : {Struct(depth - 1)})",
            2 => $"new Pair({Float(depth - 1)}, {Int(depth - 1)})",
            3 => $"{Struct(depth - 1)}.Swapped",
            _ => $"(-{Struct(depth - 1)})",
        };

        private void Jump() => Line(random.Next(3) switch
        {
            0 when loops > 0 => $"if ({Bool(1)}) break;",
            1 => $"if ({Bool(1)}) return {Int(1)};",
            _ => "k++;",
        });

        private string Float(int depth) => depth == 0 ? Pick("x", "y", "0.5f", "w[1]", "w[k & 3]", "p.A", "q.Second.A") : random.Next(7) switch
        {
            0 or 1 => $"({Float(depth - 1)} {Pick("+", "-", "*")} {Float(depth - 1)})",
            2 => $"({Bool(depth - 1)} ? {Float(depth - 1)} : {Float(depth - 1)})",
            3 => $"MathF.{Pick("Abs", "Floor", "Sqrt")}({Float(depth - 1)})",
            4 => $"s[{Pick("e", "n % s.Length", "(int)((uint)i % (uint)s.Length)", "e < s.Length - 1 ? e + 1 : 0")}]",
            5 => $"(float){Int(depth - 1)}",
            _ => Float(0),
        };

        private string Int(int depth) => depth == 0 ? Pick("i", "j", "k", "n", "3", "e", "t[e]", "p.B", "q.First.B", "(int)l") : random.Next(5) switch
        {
            0 or 1 => $"({Int(depth - 1)} {Pick("+", "-", "*", "&", "|", "^")} {Int(depth - 1)})",
            2 => $"({Bool(depth - 1)} ? {Int(depth - 1)} : {Int(depth - 1)})",
            3 => $"({Int(depth - 1)} >> {Pick("1", "n", "3")})",
            _ => Int(0),
        };

        private string Bool(int depth) => depth == 0 ? Pick("b", "n > 3", "(i & 1) == 0", "x < y", "k > 2") : random.Next(4) switch
        {
            0 => $"({Float(depth - 1)} {Pick("<", ">=", "!=")} {Float(depth - 1)})",
            1 => $"({Int(depth - 1)} {Pick("<", ">", "==")} {Int(depth - 1)})",
            2 => $"({Bool(depth - 1)} {Pick("&&", "||", "^")} {Bool(depth - 1)})",
            _ => Bool(0),
        };

        private string Pick(params string[] choices) => choices[random.Next(choices.Length)];

        private void Line(string line) => text.Append("        ").AppendLine(line);
    }
}
