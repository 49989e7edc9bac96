using System.Reflection;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Pico.Generators.Pipelines;
using Pico.Simd;

namespace Pico.Generators.Tests.Kernels;

/// <summary>
/// Compiles kernels together with code that calls them both ways, element by element and as spans, so that a test can run
/// any signature: the streams are arrays, one for each parameter and one for the result.
/// </summary>
internal sealed class KernelDriver
{
    private readonly Action<Array[], int> lanes;
    private readonly Action<Array[], int, bool[]> scalar;

    private KernelDriver(IMethodSymbol method, Type driver)
    {
        Name = method.Name;
        IsReduced = Attribute(method)!.NamedArguments.Any(argument => argument.Key == "Reduce");
        Types = [.. method.Parameters.Select(parameter => Scalar(parameter.Type)), .. method.ReturnsVoid ? Array.Empty<string>() : [method.ReturnType.ToDisplayString()]];
        Outputs = [.. method.Parameters.Select((parameter, i) => (parameter, i)).Where(p => p.parameter.RefKind is RefKind.Ref or RefKind.Out || p.parameter.Type.Name == "Span").Select(p => p.i),
            .. method.ReturnsVoid ? Array.Empty<int>() : [method.Parameters.Length]];
        lanes = driver.GetMethod(Name + "Lanes", BindingFlags.Public | BindingFlags.Static)!.CreateDelegate<Action<Array[], int>>();
        scalar = driver.GetMethod(Name + "Scalar", BindingFlags.Public | BindingFlags.Static)!.CreateDelegate<Action<Array[], int, bool[]>>();
    }

    public static IEnumerable<int> Widths => new[] { 0, 128, 256, 512 }.Where(width => width <= SimdWidth.Best);

    public string Name { get; }

    public bool IsReduced { get; }

    /// <summary>The element types of the streams, parameters first.</summary>
    public IReadOnlyList<string> Types { get; }

    /// <summary>The streams that the kernel writes.</summary>
    public IReadOnlyList<int> Outputs { get; }

    /// <summary>Compiles a class <c>Ops</c> with kernels whose names differ.</summary>
    public static IReadOnlyList<KernelDriver> Compile(string source, params MetadataReference[] references)
    {
        var compilation = GeneratorHarness.Compile(source, references: references);
        var kernels = compilation.GetTypeByMetadataName("Ops")!.GetMembers().OfType<IMethodSymbol>().Where(method => Attribute(method) is not null).ToArray();
        var text = new StringBuilder("public static class Driver\n{\n");
        foreach (var kernel in kernels)
        {
            Write(text, kernel);
        }

        var run = GeneratorHarness.Run(
            compilation.AddSyntaxTrees(CSharpSyntaxTree.ParseText(text.Append('}').ToString(), GeneratorHarness.ParseOptions)), new KernelGenerator());
        var driver = run.Load().GetType("Driver")!;
        return [.. kernels.Select(kernel => new KernelDriver(kernel, driver))];
    }

    /// <summary>Streams of a length, filled by the test's own values.</summary>
    public Array[] Streams(int length, Func<string, int, int, object> value) => [.. Types.Select((type, stream) =>
    {
        var array = Array.CreateInstance(Element(type), Math.Max(length, 1));
        for (var i = 0; i < length; i++)
        {
            array.SetValue(value(type, stream, i), i);
        }

        return array;
    })];

    public void RunLanes(Array[] streams, int length) => lanes(streams, length);

    /// <summary>Runs the scalar method; marks the elements on which it throws.</summary>
    public void RunScalar(Array[] streams, int length, bool[] threw) => scalar(streams, length, threw);

    private static AttributeData? Attribute(IMethodSymbol method) => method.GetAttributes().FirstOrDefault(attribute => attribute.AttributeClass?.Name == "KernelAttribute");

    private static string Scalar(ITypeSymbol type) => type is INamedTypeSymbol { TypeArguments.Length: 1 } span ? span.TypeArguments[0].ToDisplayString() : type.ToDisplayString();

    private static bool IsSpan(IParameterSymbol parameter) => parameter.Type is INamedTypeSymbol { TypeArguments.Length: 1 };

    private static bool IsIndex(IParameterSymbol parameter) => parameter.GetAttributes().Any(attribute => attribute.AttributeClass?.Name is "ElementIndexAttribute" or "LaneIndexAttribute");

    private static bool IsLane(IParameterSymbol parameter) => parameter.GetAttributes().Any(attribute => attribute.AttributeClass?.Name == "LaneIndexAttribute");

    private static Type Element(string type) => type switch
    {
        "byte" => typeof(byte),
        "sbyte" => typeof(sbyte),
        "short" => typeof(short),
        "ushort" => typeof(ushort),
        "float" => typeof(float),
        "double" => typeof(double),
        "int" => typeof(int),
        "long" => typeof(long),
        "ulong" => typeof(ulong),
        "uint" => typeof(uint),
        "bool" => typeof(bool),
        _ => throw new ArgumentException(type),
    };

    private static void Write(StringBuilder text, IMethodSymbol kernel)
    {
        var reduced = Attribute(kernel)!.NamedArguments.Any(argument => argument.Key == "Reduce");
        var result = kernel.ReturnsVoid ? null : $"(({kernel.ReturnType.ToDisplayString()}[])s[{kernel.Parameters.Length}])";
        var spans = kernel.Parameters.Select((p, i) => (p, i)).Where(p => !IsIndex(p.p)).Select(x => (x.p, x.i) is var (p, i) && IsSpan(p) ? $"(({Scalar(p.Type)}[])s[{i}]).AsSpan(0, n)" : IsUniform(p) ? $"(({p.Type.ToDisplayString()}[])s[{i}])[0]" : $"(({p.Type.ToDisplayString()}[])s[{i}]).AsSpan(0, n)").ToList();
        if (result is not null && !reduced)
        {
            spans.Add(result + ".AsSpan(0, n)");
        }

        text.AppendLine($"public static void {kernel.Name}Lanes(Array[] s, int n) {{ {(reduced ? $"{result}[0] = ({kernel.ReturnType.ToDisplayString()})" : "")}Ops.{kernel.Name}({string.Join(", ", spans)}); }}");
        var elements = kernel.Parameters.Select((p, i) => IsLane(p) ? "i % 16" : IsIndex(p) ? "i" : IsSpan(p) ? $"(({Scalar(p.Type)}[])s[{i}]).AsSpan(0, n)" :
            (p.RefKind switch { RefKind.Ref => "ref ", RefKind.Out => "out ", _ => "" }) + $"(({p.Type.ToDisplayString()}[])s[{i}])[{(IsUniform(p) ? "0" : "i")}]");
        text.AppendLine(
            $"public static void {kernel.Name}Scalar(Array[] s, int n, bool[] threw) {{ for (var i = 0; i < n; i++) try {{ {(result is null ? "" : result + "[i] = ")}" +
            $"Ops.{kernel.Name}({string.Join(", ", elements)}); }} catch (Exception e) when (e is ArithmeticException or IndexOutOfRangeException) {{ threw[i] = true; }} }}");
    }

    private static bool IsUniform(IParameterSymbol parameter) => parameter.GetAttributes().Any(attribute => attribute.AttributeClass?.Name == "UniformAttribute");
}
