using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace Pico.Generators.Tests.Kernels;

/// <summary>
/// Random straight-line kernels equal their scalar methods bit for bit, at every width. CopySign is left out: it can show the
/// sign of a NaN, which IEEE 754 leaves open and which differs even between two scalar compilations. So is the literal 0:
/// its negation in MathF.Min is a constant with which the .NET 10 JIT, when it optimises the scalar method, returns +0 for
/// Min(+0, -0), and -0 when it does not.
/// </summary>
[Collection("SimdWidth")]
public class RandomKernelTests
{
    private static readonly string[] Floats = ["x", "y", "0.5f", "2f", "(-3f)"];
    private static readonly string[] Ints = ["i", "j", "3", "(-7)", "1"];
    private static readonly string[] Bools = ["b", "true"];

    [Fact]
    public void Random_kernels_equal_their_scalar_methods()
    {
        // Many kernels to a compilation: compiling is what takes the time.
        Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
        {
            var random = new System.Random(seed);
            var source = new StringBuilder("public static partial class Ops\n{\n");
            for (var k = 0; k < 25; k++)
            {
                source.Append(Kernel("K" + k, random));
            }

            foreach (var kernel in KernelDriver.Compile(source.Append("}\n").ToString()))
            {
                KernelCheck.EqualsScalar(kernel, lengths: [1, 16, 37], seed: seed % 1000);
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(8));
    }

    private static string Kernel(string name, System.Random random)
    {
        var text = new StringBuilder($"    [Kernel] public static void {name}(float x, ref float y, int i, uint u, bool b, ref long l, out int j)\n    {{\n        j = i * 3;\n");
        for (var statement = random.Next(2, 7); statement > 0; statement--)
        {
            text.Append("        ").AppendLine(random.Next(8) switch
            {
                0 => "y = unchecked(" + Float(random, 3) + ");",
                1 => "j = unchecked(" + Int(random, 3) + ");",
                2 => "x += unchecked(" + Float(random, 2) + ");",
                3 => "y *= unchecked(" + Float(random, 2) + ");",
                4 => "b = unchecked(" + Bool(random, 2) + ");",
                6 => "l = unchecked(" + Long(random, 3) + ");",
                5 => "i" + (random.Next(2) == 0 ? "++" : "--") + ";",
                _ => "{ var t = unchecked(" + Float(random, 2) + "); x = t - y; }",
            });
        }

        return text.AppendLine("        y = unchecked(" + Float(random, 4) + ");\n        j ^= unchecked(" + Int(random, 3) + ");\n    }").ToString();
    }

    private static string Float(System.Random random, int depth) => depth == 0 ? Floats[random.Next(Floats.Length)] : random.Next(11) switch
    {
        0 or 1 => $"({Float(random, depth - 1)} + {Float(random, depth - 1)})",
        2 => $"({Float(random, depth - 1)} - {Float(random, depth - 1)})",
        3 => $"({Float(random, depth - 1)} * {Float(random, depth - 1)})",
        4 => $"({Float(random, depth - 1)} / {Float(random, depth - 1)})",
        5 => $"({Bool(random, depth - 1)} ? {Float(random, depth - 1)} : {Float(random, depth - 1)})",
        6 => $"MathF.{Pick(random, "Abs", "Sqrt", "Floor", "Ceiling", "Round", "Truncate")}({Float(random, depth - 1)})",
        7 => $"MathF.{Pick(random, "Min", "Max")}({Float(random, depth - 1)}, {Float(random, depth - 1)})",
        8 => $"(-{Float(random, depth - 1)})",
        9 => $"MathF.FusedMultiplyAdd({Float(random, depth - 1)}, {Float(random, depth - 1)}, {Float(random, depth - 1)})",
        _ => $"((float){Int(random, depth - 1)})",
    };

    private static string Long(System.Random random, int depth) => depth == 0 ? Pick(random, "l", "u", "3L", "i") : random.Next(9) switch
    {
        0 or 1 => $"({Long(random, depth - 1)} {Pick(random, "+", "-", "*", "&", "|", "^")} (long){Long(random, depth - 1)})",
        2 => $"((long){Long(random, depth - 1)} {Pick(random, "<<", ">>", ">>>")} {Int(random, depth - 1)})",
        3 => $"({Bool(random, depth - 1)} ? (long){Long(random, depth - 1)} : {Long(random, depth - 1)})",
        4 => $"((long){Float(random, depth - 1)})",
        5 => $"((long)(ulong){Long(random, depth - 1)} % (1 + (u & 7)))",
        6 => $"(long)((ulong)l {Pick(random, ">>", "/", "%")} {Pick(random, "3", "7", "(int)u")})".Replace("/ (int)u", "/ (1 + (ulong)u)").Replace("% (int)u", "% (1 + (ulong)u)"),
        7 => $"Math.{Pick(random, "Min", "Max")}((long){Long(random, depth - 1)}, {Long(random, depth - 1)})",
        _ => $"(-(long){Long(random, depth - 1)})",
    };

    private static string Int(System.Random random, int depth) => depth == 0 ? Ints[random.Next(Ints.Length)] : random.Next(8) switch
    {
        0 or 1 => $"({Int(random, depth - 1)} {Pick(random, "+", "-", "*", "&", "|", "^")} {Int(random, depth - 1)})",
        2 => $"({Int(random, depth - 1)} {Pick(random, "<<", ">>", ">>>")} {Int(random, depth - 1)})",
        3 => $"({Bool(random, depth - 1)} ? {Int(random, depth - 1)} : {Int(random, depth - 1)})",
        4 when random.Next(2) == 0 => $"((int){Long(random, depth - 1)})",
        4 => $"((int){Float(random, depth - 1)})",
        5 => $"(~{Int(random, depth - 1)})",
        6 => "(int)(u " + Pick(random, ">>", "<<") + " " + Int(random, depth - 1) + ")",
        _ => $"(-{Int(random, depth - 1)})",
    };

    private static string Bool(System.Random random, int depth) => depth == 0 ? Bools[random.Next(Bools.Length)] : random.Next(5) switch
    {
        0 => $"({Float(random, depth - 1)} {Pick(random, "<", "<=", ">", ">=", "==", "!=")} {Float(random, depth - 1)})",
        1 => $"({Int(random, depth - 1)} {Pick(random, "<", "<=", ">", ">=", "==", "!=")} {Int(random, depth - 1)})",
        2 => $"({Bool(random, depth - 1)} {Pick(random, "&&", "||", "&", "|", "^")} {Bool(random, depth - 1)})",
        3 => $"(!{Bool(random, depth - 1)})",
        _ => "b",
    };

    private static string Pick(System.Random random, params string[] choices) => choices[random.Next(choices.Length)];
}
