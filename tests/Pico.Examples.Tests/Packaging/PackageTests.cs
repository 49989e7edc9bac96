using System.Reflection.PortableExecutable;
using System.Runtime.InteropServices;

namespace Pico.Examples.Tests.Packaging;

/// <summary>The packed file, and what a project outside the repository gets from it.</summary>
[Trait("Duration", "Long")]
public class PackageTests(PackageFixture package) : IClassFixture<PackageFixture>
{
    [Fact]
    public void Packing_the_solution_makes_one_package() =>
        Assert.Equal([$"PicoLib.{package.Version}.nupkg"], package.Packages);

    [Fact]
    public void Package_holds_the_runtime_the_compiler_extensions_and_nothing_else()
    {
        string[] content =
        [
            "LICENSE",
            "README.md",
            "analyzers/dotnet/cs/Pico.CodeFixes.dll",
            "analyzers/dotnet/cs/Pico.Generators.dll",
            "build/ExtractWeightHeaders.cs",
            "build/PicoLib.props",
            "build/PicoLib.targets",
            "buildTransitive/ExtractWeightHeaders.cs",
            "buildTransitive/PicoLib.props",
            "buildTransitive/PicoLib.targets",
            "lib/net10.0/Pico.Runtime.dll",
            "lib/net10.0/Pico.Runtime.xml",
        ];
        string[] envelope = ["PicoLib.nuspec", "[Content_Types].xml", "_rels/.rels"];
        var entries = package.Entries().Where(entry => !entry.StartsWith("package/", StringComparison.Ordinal));
        Assert.Equal(content.Concat(envelope).Order(StringComparer.Ordinal), entries);
    }

    /// <summary>What is built here may hold code for this machine; the package is for all.</summary>
    [Fact]
    public void Package_holds_generators_without_machine_code()
    {
        using var assembly = new MemoryStream(package.Read("analyzers/dotnet/cs/Pico.Generators.dll"));
        Assert.Equal(0, MachineCode(assembly));
    }

    [SkippableFact]
    public void Generators_of_a_build_are_compiled_ahead()
    {
        var packages = Environment.GetEnvironmentVariable("NUGET_PACKAGES") ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        var tool = Path.Combine(packages, $"microsoft.netcore.app.crossgen2.{RuntimeInformation.RuntimeIdentifier}", Environment.Version.ToString());
        Skip.IfNot(PackageFixture.Configuration == "Release" && Directory.Exists(tool), "the compiler of such images is not here");
        using var assembly = File.OpenRead(Path.Combine(DotnetCli.RepositoryRoot, "src", "Pico.Generators", "bin", "Release", "netstandard2.0", "Pico.Generators.dll"));
        Assert.NotEqual(0, MachineCode(assembly));
    }

    private static int MachineCode(Stream assembly)
    {
        using var file = new PEReader(assembly);
        return file.PEHeaders.CorHeader!.ManagedNativeHeaderDirectory.Size;
    }

    /// <summary>No using directive and no property: the package's props supply both.</summary>
    [Fact]
    public void A_kernel_compiles_to_lanes_outside_the_repository()
    {
        var folder = package.CreateConsumer("KernelConsumer", """
            float[] x = [.. Enumerable.Range(-18, 37).Select(i => i / 4f)];
            var y = new float[x.Length];
            Kernels.Swish(x, y);
            var equal = x.Zip(y).All(pair => MathF.Abs(pair.Second - Kernels.Swish(pair.First)) <= 1e-6f);
            Console.WriteLine(FormattableString.Invariant($"{Kernels.Dot(x, x)} {equal} {Kernels.SwishGradient(0f)}"));

            public static partial class Kernels
            {
                [Kernel, Differentiable]
                public static float Swish(float x) => x / (1 + MathF.Exp(-x));

                [Kernel(Reduce = Reduction.Sum)]
                public static float Dot(float a, float b) => a * b;
            }
            """);
        // 2 * (1 + 4 + … + 18 * 18) / 16, and the slope of x * sigmoid(x) at 0.
        Assert.Equal("263.625 True 0.5", LastLine(DotnetCli.Run(folder, "run", "-c", "Release")));
    }

    /// <summary>
    /// A model out of layers from the package and a layer of the consumer's own learns exclusive or, which no straight line
    /// can tell apart.
    /// </summary>
    [Fact]
    public void A_layer_from_the_package_and_one_of_its_own_train_outside_the_repository()
    {
        var folder = package.CreateConsumer("ModelConsumer", """
            using Pico.Training;

            float[] x = [0, 0, 0, 1, 1, 0, 1, 1];
            int[] targets = [0, 1, 1, 0];
            var model = new ExclusiveOr { Seed = 1 };
            var optimizer = new AdamW(model.Parameters.Length, learningRate: 0.02);
            var first = model.Loss(x, targets, batch: 4);
            for (var step = 0; step < 400; step++)
            {
                model.ClearGradients();
                model.LossAndGradient(x, targets, batch: 4);
                optimizer.Step(model.Parameters.Values, model.Gradients);
            }

            var last = model.Loss(x, targets, batch: 4);
            var logits = model.Logits(x, batch: 4).ToArray();
            var answers = Enumerable.Range(0, 4).Select(i => logits[2 * i + 1] > logits[2 * i] ? 1 : 0);
            Console.WriteLine($"{first > 0.5f} {last < 0.05f} {string.Join("", answers)} {string.Join(" ", model.Parameters.Select(p => p.Name))}");

            [Layer]
            public sealed partial class Scaled(int width)
            {
                [Parameter] readonly Tensor scale = Uniform([width], 1f);

                public Tensor Forward([Shape("... width")] Tensor x) => x * scale;
            }

            [Model, Linear(2, 16), Relu, Scaled(16), Linear(16, 2), CrossEntropy]
            public sealed partial class ExclusiveOr;
            """);
        Assert.Equal(
            "True True 0110 0.weight 0.bias 2.scale 3.weight 3.bias",
            LastLine(DotnetCli.Run(folder, "run", "-c", "Release")));
    }

    /// <summary>The analyzer is in the package too, and it is what speaks.</summary>
    [Fact]
    public void A_mistake_is_reported_outside_the_repository()
    {
        var folder = package.CreateConsumer("MistakenConsumer", """
            Console.WriteLine(Kernels.Halve(84f));

            static class Kernels
            {
                [Kernel]
                public static float Halve(float x) => x * 0.5f;
            }
            """);
        var (code, output) = DotnetCli.Run(folder, "build", "-c", "Release");
        Assert.NotEqual(0, code);
        Assert.Matches(@"Program\.cs\(\d+,\d+\): error PICO2001: ", output);
    }

    /// <summary>The package's targets bring the header of a binary file to the compiler.</summary>
    [Fact]
    public void A_model_that_disagrees_with_its_weights_does_not_compile()
    {
        const string model = """
            Console.WriteLine(new Words().Parameters.Count);

            [Model, Weights("weights/stack.safetensors"), Linear(3, 2), Relu, Linear(2, SIZE), CrossEntropy]
            public sealed partial class Words;
            """;
        var folder = package.CreateConsumer("WeightsConsumer", model.Replace("SIZE", "2", StringComparison.Ordinal));
        File.WriteAllText(Path.Combine(folder, "Directory.Build.props"), """
            <Project><ItemGroup><AdditionalFiles Include="weights/*.safetensors" /></ItemGroup></Project>
            """);
        Directory.CreateDirectory(Path.Combine(folder, "weights"));
        File.Copy(Path.Combine(DotnetCli.RepositoryRoot, "tests", "goldens", "safetensors", "stack.safetensors"), Path.Combine(folder, "weights", "stack.safetensors"));
        Assert.Equal("4", LastLine(DotnetCli.Run(folder, "run", "-c", "Release")));

        File.WriteAllText(Path.Combine(folder, "Program.cs"), model.Replace("SIZE", "5", StringComparison.Ordinal));
        var (code, output) = DotnetCli.Run(folder, "build", "-c", "Release");
        Assert.NotEqual(0, code);
        Assert.Matches(@"Program\.cs\(3,9\): error PICO1031: .*'2\.weight' \[2, 2\] where the model has \[5, 2\], '2\.bias' \[2\] where the model has \[5\]", output);
    }

    private static string LastLine((int ExitCode, string Output) result)
    {
        Assert.True(result.ExitCode == 0, result.Output);
        return result.Output.TrimEnd().Split('\n')[^1].TrimEnd();
    }
}
