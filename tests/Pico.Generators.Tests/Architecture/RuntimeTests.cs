using System.Runtime.InteropServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Pico.Generators.Tests.Architecture;

/// <summary>Pico.Runtime uses no reflection, no native library and no console.</summary>
public class RuntimeTests
{
    private static readonly string RuntimePath = typeof(KernelAttribute).Assembly.Location;

    [Fact]
    public void Runtime_uses_no_reflection_and_no_console()
    {
        using var assembly = File.OpenRead(RuntimePath);
        var references = AssemblyReferences.Read(assembly);
        Assert.NotEmpty(references);
        Offenders.AssertNone(references.Where(RuntimeRules.Forbids).Select(reference => reference.ToString()));
    }

    [Fact]
    public void Runtime_calls_no_native_library()
    {
        using var assembly = File.OpenRead(RuntimePath);
        Offenders.AssertNone(AssemblyReferences.NativeMethods(assembly));
    }

    /// <summary>The scanner must see each way of breaking the rule, or the tests above prove nothing.</summary>
    [Theory]
    [InlineData("static object? M() => typeof(C).GetMethod(\"M\");")]
    [InlineData("static object? M() => System.Activator.CreateInstance(typeof(C));")]
    [InlineData("static T M<T>() where T : new() => new T();")]
    [InlineData("static object? M(object o) => o.GetType().GetProperty(\"P\");")]
    [InlineData("static object? M(System.Type t) => t.InvokeMember(\"P\", default, null, null, null);")]
    [InlineData("static object M(System.Linq.Expressions.Expression<System.Func<int>> e) => e.Compile();")]
    [InlineData("static object M(dynamic d) => d.Name;")]
    [InlineData("static object? M(System.Delegate d) => d.DynamicInvoke();")]
    [InlineData("static System.Reflection.MethodInfo? field;")]
    [InlineData("static void M() => System.Console.WriteLine();")]
    [InlineData("class Inner { static void M(int x) { switch (x) { case 0: case 1: case 2: case 3: case 4: break; default: System.Console.WriteLine(); break; } } }")]
    public void Scanner_sees_what_is_forbidden(string member)
    {
        using var assembly = Compile(member);
        Assert.Contains(AssemblyReferences.Read(assembly), RuntimeRules.Forbids);
    }

    [Theory]
    [InlineData("static bool M<T>() => typeof(T) == typeof(float);")]
    [InlineData("record R(int X, string Y);")]
    [InlineData("static string M(object o) => $\"expected a number, got {o.GetType().Name}\";")]
    [InlineData("int this[int i] => i;")]
    public void Scanner_accepts_what_is_allowed(string member)
    {
        using var assembly = Compile(member);
        Assert.DoesNotContain(AssemblyReferences.Read(assembly), RuntimeRules.Forbids);
    }

    [Fact]
    public void Scanner_sees_a_native_method()
    {
        using var assembly = Compile("[System.Runtime.InteropServices.DllImport(\"c\")] static extern int getpid();");
        Assert.Equal(["C.getpid"], AssemblyReferences.NativeMethods(assembly));
    }

    private static MemoryStream Compile(string member)
    {
        var folder = RuntimeEnvironment.GetRuntimeDirectory();
        var compilation = CSharpCompilation.Create(
            "Probe",
            [CSharpSyntaxTree.ParseText($"#nullable enable\nclass C {{ {member} }}")],
            ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
                .Where(path => path.StartsWith(folder, StringComparison.Ordinal))
                .Select(path => Microsoft.CodeAnalysis.MetadataReference.CreateFromFile(path)),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        var output = new MemoryStream();
        var result = compilation.Emit(output);
        Assert.True(result.Success, string.Join("\n", result.Diagnostics));
        output.Position = 0;
        return output;
    }
}
