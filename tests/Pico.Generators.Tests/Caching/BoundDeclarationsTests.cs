using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Pico.Generators.Kernels;
using Pico.Generators.Models;
using Pico.Generators.Pipelines;

namespace Pico.Generators.Tests.Caching;

/// <summary>
/// What is kept from one compilation to the next is what a new binding would give, and only what may have changed is bound again. The expected
/// spec of every case is the one that the binder gives with nothing kept.
/// </summary>
public class BoundDeclarationsTests
{
    private static readonly string[] Kernels =
    [
        """
        public static partial class Ops
        {
            [Kernel] public static float Scaled(float x) { var pair = new Pair(x); return Helpers.Twice(pair.Left) + pair.Right + pair.Sum + Helpers.Step; }
        }
        """,
        """
        public struct Pair { public float Left; public float Right = 3; public Pair(float x) { Left = x; } public float Sum => Left + Right; }
        """,
        """
        public static class Helpers { public const float Step = 2; public static float Twice(float x) => 2 * x; public static void Log(string text) { Console.Write(text); } }
        """,
        """
        public class Unrelated { private readonly int field = 1; public int Get() => field; }
        """,
    ];

    private static readonly string[] Models =
    [
        """
        using Pico.Layers; using static Pico.Functional;
        [Model] public sealed partial class Net(int width)
        {
            readonly Scale scale = new(width);
            public Tensor F([Shape("batch width")] Tensor x) => Curves.Bend(scale.Forward(x)).Map(Curves.Cube);
        }
        """,
        """
        using Pico.Layers; using static Pico.Functional;
        [Layer] public sealed partial class Scale(int width)
        {
            [Parameter] readonly Tensor weight = Ones([width]);
            public Tensor Forward([Shape("... width")] Tensor x) => x * weight;
        }
        """,
        """
        using static Pico.Functional;
        public static partial class Curves
        {
            [TensorFunction] public static Tensor Bend(Tensor x) => x + x;
            [Kernel, Differentiable] public static float Cube(float x) => x * x * x;
        }
        """,
        """
        public class Unrelated { public int Get() => 1; }
        """,
        """
        using Pico.Layers;
        [Model, Linear(4, 8), Relu, Linear(8, 2), CrossEntropy] public sealed partial class Digits;
        [Layer] public sealed partial class Other { public Tensor Forward([Shape("batch 4")] Tensor x) => x; }
        """,
        """
        using static Pico.Functional;
        public sealed partial class Scale { [Parameter, Group("left")] readonly Tensor bias = Ones([4]); }
        """,
    ];

    private static readonly string[] Marked =
    [
        """
        public static partial class Ops { [Kernel(Parallel = false)] public static float Scaled(float x) => Helpers.Twice(x); }
        """,
        """
        public static class Helpers { [Note("one")] public static float Twice(float x) => 2 * x; }
        public class NoteAttribute(string text) : Attribute { public string Text => text; }
        """,
        """
        public static partial class Other
        {
            [Kernel(Parallel = false)] public static float Plus(float x) => x + 1;
            [Obsolete("so")] public static void Old() { }
            [Note("one"), Gradient(nameof(Old))] public static void New() { }
        }
        """,
        """
        [assembly: Marked("one")]
        public class MarkedAttribute(string text) : Attribute { public string Text => text; }
        """,
    ];

    private static readonly string[] Constants =
    [
        """
        public static partial class Ops { [Kernel] public static float Scaled(float x) => x * Numbers.Second + Sums.Of(x) + (int)Choice.Some + Escaped.Hidde\u006e; }
        """,
        """
        public static class Given
        {
            public const float First = 2; public const float Other = 5; public const int Chosen = 8; public const float Given = 7;
            public const string Note = "a", Mark = "a";
        }
        """,
        """
        public static class Numbers { public const float Second = 2 * Given.First, Scaled = 1; }
        public enum Choice { Some = Given.Chosen }
        public static class Sums { public static float Of(float x, float y = Given.Given) => x + y; }
        """,
        """
        public static class Notes
        {
            public static float Half() => Given.Other / 2;
            [Obsolete(Given.Note)] public static void Old() { }
            [Marked(Given.Mark)] public static void New() { }
        }
        public class MarkedAttribute(string text) : Attribute { public string Text => text; }
        """,
        """
        public static class Escaped { public const float Hidden = 3; }
        """,
    ];

    [Theory]
    [InlineData(3, "=> field", "=> 7 * field", false)]
    [InlineData(3, "field = 1", "field = 2", false)]
    [InlineData(2, "Console.Write(text);", "", true)]      // the body of a method that it does not call, but in a file that it reads
    [InlineData(3, "class", "/* so */ class", false)]
    [InlineData(0, "return", "/* so */ return", true)]
    [InlineData(0, "+ pair.Sum", "- pair.Sum", true)]
    [InlineData(1, "Left = x;", "Left = x + 1;", true)]    // a constructor
    [InlineData(1, "Right = 3;", "Right = 4;", true)]      // an initial value
    [InlineData(1, "Right = 3;", "Right;", true)]          // and none
    [InlineData(1, "=> Left + Right", "=> Left", true)]    // a property
    [InlineData(2, "=> 2 * x", "=> 3 * x", true)]          // a method
    [InlineData(2, "Step = 2", "Step = 5", true)]          // a constant
    [InlineData(3, "class Unrelated {", "class Unrelated { public void More() { }", true)] // may be an overload that is better
    [InlineData(3, "public class Unrelated", "public class Pear { } public class Unrelated", true)]
    public void A_kernel_is_bound_again_when_what_it_comes_from_may_have_changed(int file, string before, string after, bool isBoundAgain) =>
        Check(Kernels, file, before, after, isBoundAgain, (compilation, read, known) =>
            KernelBinder.Bind((IMethodSymbol)Symbol(compilation, "Ops", "Scaled"), compilation, read, known, default)!, compilation => Symbol(compilation, "Ops", "Scaled"));

    [Theory]
    [InlineData(1, "First = 2", "First = 3", true)]          // through a constant made of it, in a third file
    [InlineData(1, "Other = 5", "Other = 6", false)]
    [InlineData(1, "Other = 5", "Other = First", false)]
    [InlineData(1, "Chosen = 8", "Chosen = 9", true)]        // an enum's member
    [InlineData(1, "Given = 7", "Given = 8", true)]          // what a parameter is when nobody gives it
    [InlineData(1, "Note = \"a\"", "Note = \"b\"", true)]    // an attribute that may mean something to the compiler
    [InlineData(1, "Mark = \"a\"", "Mark = \"b\"", false)]   // one of another method
    [InlineData(1, "const float First = 2", "const float First = 2, Third = 2", true)]
    [InlineData(1, "const float First", "const double First", true)]
    [InlineData(1, "Other = 5", "Step = 5", true)]
    [InlineData(4, "Hidden = 3", "Hidden = 4", true)]        // named with an escape
    public void A_kernel_is_bound_again_when_a_constant_that_it_may_see_has_another_value(int file, string before, string after, bool isBoundAgain) =>
        Check(Constants, file, before, after, isBoundAgain, (compilation, read, known) =>
            KernelBinder.Bind((IMethodSymbol)Symbol(compilation, "Ops", "Scaled"), compilation, read, known, default)!, compilation => Symbol(compilation, "Ops", "Scaled"));

    [Theory]
    [InlineData(3, "=> 1", "=> 2", false)]
    [InlineData(0, "Curves.Bend(scale.Forward(x))", "scale.Forward(x)", true)]
    [InlineData(1, "x * weight", "x + weight", true)]       // a layer
    [InlineData(1, "Ones([width])", "Zeros([width])", true)]  // an initial value
    [InlineData(2, "=> x + x", "=> x", true)]               // a function
    [InlineData(2, "=> x * x * x", "=> x * x", true)]       // a kernel
    [InlineData(1, "... width", "rows width", true)]
    [InlineData(4, "(4, 8)", "(4, 16)", false)]              // attributes of others
    [InlineData(4, "batch 4", "batch 5", false)]
    [InlineData(4, "Relu, ", "", true)]                      // more than arguments
    [InlineData(5, "left", "right", true)]                  // an attribute in another part of a layer
    public void A_model_is_bound_again_when_what_it_comes_from_may_have_changed(int file, string before, string after, bool isBoundAgain)
    {
        var reader = new DeclarationReader(ScalarFunctions.Resolve);
        Check(Models, file, before, after, isBoundAgain, (compilation, read, _) =>
            reader.ReadModel((INamedTypeSymbol)Symbol(compilation, "Net"), compilation, default, read), compilation => Symbol(compilation, "Net"));
    }

    [Theory]
    [InlineData(0, "Parallel = false", "Parallel = true", true)]
    [InlineData(1, "one", "two", true)]                      // a method that it calls
    [InlineData(2, "Parallel = false", "Parallel = true", false)]
    [InlineData(2, "one", "two", false)]
    [InlineData(2, "nameof(Old)", "nameof(Plus)", false)]
    [InlineData(2, "(Parallel = false)", "", false)]
    [InlineData(2, "[Kernel(Parallel = false)]", "", true)]
    [InlineData(2, "Old()", "Older()", true)]
    [InlineData(2, "so", "no", true)]                        // may mean something to the compiler
    [InlineData(3, "one", "two", true)]                      // the assembly's, which anybody may read
    public void A_kernel_is_bound_again_when_attributes_that_it_comes_from_may_have_changed(int file, string before, string after, bool isBoundAgain) =>
        Check(Marked, file, before, after, isBoundAgain, (compilation, read, known) =>
            KernelBinder.Bind((IMethodSymbol)Symbol(compilation, "Ops", "Scaled"), compilation, read, known, default)!, compilation => Symbol(compilation, "Ops", "Scaled"));

    [Theory]
    [InlineData(4, "(4, 8)", "(4, 16)", true)]
    [InlineData(1, "... width", "rows width", false)]
    [InlineData(5, "left", "right", false)]
    public void A_stack_is_bound_again_when_its_attributes_have_changed(int file, string before, string after, bool isBoundAgain)
    {
        var reader = new DeclarationReader(ScalarFunctions.Resolve);
        Check(Models, file, before, after, isBoundAgain, (compilation, read, _) =>
            reader.ReadModel((INamedTypeSymbol)Symbol(compilation, "Digits"), compilation, default, read), compilation => Symbol(compilation, "Digits"));
    }

    [Fact]
    public void Other_options_or_references_keep_nothing()
    {
        var first = Compilation(Kernels);
        var binds = 0;
        string Bind(Compilation compilation) => BoundDeclarations.Get("Options", Symbol(compilation, "Ops"), compilation, _ => (++binds).ToString());
        Assert.Equal("1", Bind(first));
        Assert.Equal("1", Bind(first));
        Assert.Equal("1", Bind(first.Clone()));
        Assert.Equal("2", Bind(first.WithOptions(first.Options.WithAllowUnsafe(false))));
        Assert.Equal("3", Bind(first.RemoveReferences(first.References.First())));
        Assert.Equal("4", Bind(first.RemoveSyntaxTrees(first.SyntaxTrees[^1])));
    }

    private static void Check<T>(
        string[] sources, int file, string before, string after, bool isBoundAgain, Func<Compilation, ISet<SyntaxTree>, IBoundMethods, T> bind, Func<Compilation, ISymbol> symbol)
        where T : class
    {
        Assert.Contains(before, sources[file], StringComparison.Ordinal);
        var compilation = Compilation(sources);
        var old = compilation.SyntaxTrees[file + 1];
        var edited = compilation.ReplaceSyntaxTree(old, Tree(sources[file].Replace(before, after, StringComparison.Ordinal), old.FilePath));
        var binds = 0;
        T Get(Compilation compilation) => BoundDeclarations.Get("Check", symbol(compilation), compilation, read =>
        {
            binds++;
            return bind(compilation, read, new KeptMethods(compilation));
        });

        var first = Get(compilation);
        Assert.Equal(bind(compilation, new HashSet<SyntaxTree>(), new CountedMethods()), first);
        Assert.Equal(1, binds);
        Assert.Equal(bind(edited, new HashSet<SyntaxTree>(), new CountedMethods()), Get(edited));
        Assert.Equal(isBoundAgain ? 2 : 1, binds);
        GC.KeepAlive(compilation); // which is held weakly
    }

    private static CSharpCompilation Compilation(string[] sources)
    {
        // A name of its own: tests run beside one another, and what is kept is kept by name.
        var compilation = GeneratorHarness.Compile(sources[0], name: "Bound" + Guid.NewGuid().ToString("N"));
        return compilation.AddSyntaxTrees(sources.Skip(1).Select((source, i) => Tree(source, "Source" + i + ".cs")));
    }

    private static SyntaxTree Tree(string source, string path) => CSharpSyntaxTree.ParseText(source, GeneratorHarness.ParseOptions, path);

    private static ISymbol Symbol(Compilation compilation, string type, string? member = null) =>
        compilation.GetTypeByMetadataName(type) is { } found && member is not null ? found.GetMembers(member).Single() : compilation.GetTypeByMetadataName(type)!;
}
