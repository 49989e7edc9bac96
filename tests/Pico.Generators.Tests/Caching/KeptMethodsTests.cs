using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Pico.Generators.Kernels;
using Pico.Generators.Pipelines;

namespace Pico.Generators.Tests.Caching;

/// <summary>
/// Methods that kernels call are bound once for all of them, and after an edit only those of the edited file. The expected spec is always the
/// one that is bound with nothing kept.
/// </summary>
public class KeptMethodsTests
{
    private static readonly string[] Sources =
    [
        """
        public static partial class Ops
        {
            [Kernel] public static float First(float x) => Near.Twice(x) + new Pair(x, 1).Sum;
            [Kernel] public static float Second(float x) { System.Span<float> s = stackalloc float[4]; s[0] = x; return Near.Twice(s[0]) * Far.Half(x); }
            [Differentiable] public static float Third(float x) => Near.Twice(x) + (float)(Wide)x;
        }
        """,
        """
        public static class Near { public static float Twice(float x) => Far.Half(x) * 4; public static float Unused(float x) => x; }
        """,
        """
        public static class Far
        {
            public static float Half(float x) => Ruled(x) / 2;
            [Gradient(nameof(Slope))] public static float Ruled(float x) => x;
            public static float Slope(float x) => 1;
        }
        """,
        """
        public struct Pair { public float Left, Right; public Pair(float left, float right) { Left = left; Right = right; } public float Sum => Left + Right; }
        public struct Wide { public float Value; public static explicit operator Wide(float x) => new Wide { Value = x }; public static explicit operator float(Wide w) => w.Value; }
        """,
    ];

    private static readonly string[] Names = ["First", "Second", "Third"];

    [Fact]
    public void Methods_are_bound_once_for_all_that_call_them_in_one_form()
    {
        var compilation = Compilation();
        var counted = new CountedMethods(new KeptMethods(compilation));
        foreach (var name in Names)
        {
            Assert.Equal(Fresh(compilation, name), Bind(compilation, name, counted));
        }

        // Kernels and others may have arrays of other lengths, which is a form of its own.
        Assert.Equal(2, counted.Bound.Count(name => name == "Twice"));
        Assert.Equal(2, counted.Bound.Count(name => name == "Half"));
        Assert.Equal(1, counted.Bound.Count(name => name == "get_Sum"));
    }

    [Theory]
    [InlineData("First", 1, "* 4", "* 8", "Twice")]
    [InlineData("First", 1, "=> x;", "=> 2 * x;", "Twice")]               // a method that it does not call, in a file that it reads
    [InlineData("First", 2, "/ 2", "/ 3", "Half Ruled Slope")]
    [InlineData("First", 2, "=> 1", "=> 2", "Half Ruled Slope")]           // the rule of a gradient
    [InlineData("First", 3, "Left + Right", "Left - Right", ".ctor get_Sum")]
    [InlineData("First", 1, "Far.Half(x) * 4", "x * 4", "Twice")]          // a call less
    [InlineData("First", 1, "=> Far.Half(x)", "=> Unused(x) + Far.Half(x)", "Twice Unused")]
    [InlineData("Second", 1, "* 4", "* 8", "Twice")]
    [InlineData("Third", 3, "=> w.Value", "=> 2 * w.Value", "op_Explicit op_Explicit")]
    [InlineData("Second", 0, "s[0] = x", "s[1] = x", "Second")]
    [InlineData("First", 0, "s[0] = x", "s[1] = x", "First")]
    [InlineData("First", 2, "Half(float x)", "Half(in float x)", ".ctor First Half Ruled Slope Twice get_Sum")] // a signature
    public void An_edit_binds_the_methods_of_its_file_only(string kernel, int file, string before, string after, string bound)
    {
        var compilation = Compilation();
        Bind(compilation, kernel, new KeptMethods(compilation));
        var edited = Edited(compilation, file, before, after);
        var counted = new CountedMethods(new KeptMethods(edited));
        Assert.Equal(Fresh(edited, kernel), Bind(edited, kernel, counted));
        Assert.Equal(bound, string.Join(' ', counted.Bound.Order(StringComparer.Ordinal)));
        GC.KeepAlive(compilation); // which is held weakly
    }

    [Theory]
    [InlineData(2, "Ruled(x) / 2", "Near.Twice(x)")]   // a circle through a method that is kept
    [InlineData(2, "Ruled(x) / 2", "Unknown(x)")]
    [InlineData(2, "Ruled(x) / 2", "System.Random.Shared.NextSingle()")]
    public void What_is_wrong_in_a_helper_is_wrong_in_who_calls_it_and_is_not_kept(int file, string before, string after)
    {
        var compilation = Compilation();
        var whole = Bind(compilation, "First", new KeptMethods(compilation));
        Assert.NotNull(whole.Program);
        var broken = Edited(compilation, file, before, after);
        Assert.Null(Bind(broken, "First", new KeptMethods(broken)).Program);
        Assert.Equal(Fresh(broken, "First"), Bind(broken, "First", new KeptMethods(broken)));
        var repaired = Edited(broken, file, after, before);
        Assert.Equal(whole, Bind(repaired, "First", new KeptMethods(repaired)));
        GC.KeepAlive((compilation, broken));
    }

    [Fact]
    public void Who_keeps_a_kernel_learns_of_all_files_that_have_gone_into_it()
    {
        var compilation = Compilation();
        var (first, again) = (new HashSet<SyntaxTree>(), new HashSet<SyntaxTree>());
        KernelBinder.Bind(Method(compilation, "First"), compilation, first, new KeptMethods(compilation), default);
        KernelBinder.Bind(Method(compilation, "First"), compilation, again, new KeptMethods(compilation), default);
        Assert.Superset(compilation.SyntaxTrees.Skip(1).ToHashSet(), first);
        Assert.Equal(first, again);
    }

    private static KernelSpec Fresh(Compilation compilation, string kernel) => Bind(compilation, kernel, new CountedMethods());

    private static KernelSpec Bind(Compilation compilation, string kernel, IBoundMethods known) =>
        KernelBinder.Bind(Method(compilation, kernel), compilation, new HashSet<SyntaxTree>(), known, default)!;

    private static IMethodSymbol Method(Compilation compilation, string name) => (IMethodSymbol)compilation.GetTypeByMetadataName("Ops")!.GetMembers(name).Single();

    private static CSharpCompilation Edited(CSharpCompilation compilation, int file, string before, string after)
    {
        var old = compilation.SyntaxTrees[file + 1];
        var text = old.ToString();
        Assert.Contains(before, text, StringComparison.Ordinal);
        return compilation.ReplaceSyntaxTree(old, Tree(text.Replace(before, after, StringComparison.Ordinal), old.FilePath));
    }

    private static CSharpCompilation Compilation()
    {
        // A name of its own: tests run beside one another, and what is kept is kept by name.
        var compilation = GeneratorHarness.Compile(Sources[0], name: "Kept" + Guid.NewGuid().ToString("N"));
        return compilation.AddSyntaxTrees(Sources.Skip(1).Select((source, i) => Tree(source, "Source" + i + ".cs")));
    }

    private static SyntaxTree Tree(string source, string path) => CSharpSyntaxTree.ParseText(source, GeneratorHarness.ParseOptions, path);
}
