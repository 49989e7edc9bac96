using System.Runtime.CompilerServices;
using Pico.Examples.Checking;
using Pico.Examples.Commands;
using Pico.Examples.Tests.Commands;
using Pico.Simd;

namespace Pico.Examples.Tests.Kernels;

[Collection(nameof(AloneCollection))]
public class KernelsCommandTests
{
    static KernelsCommandTests() => RuntimeHelpers.RunModuleConstructor(typeof(KernelsCommand).Module.ModuleHandle); // which enters its kernels

    [Fact]
    public async Task All_kernels_are_listed_agree_with_their_scalar_methods_and_are_measured()
    {
        var run = await CommandRun.Of("kernels");
        Assert.True(run.Code == 0, run.Error + run.Output);
        string[] expected =
        [
            "BlackScholes.Price", "DotProduct.Dot", "Life.Cell", "Life.FourCells", "Mandelbrot.Rounds", "NBody.Drift", "NBody.Kick", "RaySpheres.Hit",
            "SoftmaxRow.Exponential", "SoftmaxRow.Largest", "SoftmaxRow.Scale", "SoftmaxRow.Total",
        ];
        Assert.All(expected, name => Assert.Contains(KernelRegistry.Kernels, kernel => kernel.Name == "Pico.Examples.Kernels." + name));
        foreach (var kernel in KernelRegistry.Kernels)
        {
            var heading = kernel.Name + kernel.Signature[kernel.Signature.IndexOf('(', StringComparison.Ordinal)..];
            var line = Array.FindIndex(run.Lines, line => line.StartsWith(heading, StringComparison.Ordinal));
            Assert.Matches(@"^  ok     [\d,]{3,} results: equal bits at every width", run.Lines[line + 1]);
            Assert.Matches($@"(?m)^{kernel.Name} +[\d,]+\.\d( +[\d,]+\.\d)+ *$", run.Output);
        }
    }

    [Fact]
    public async Task A_part_of_a_name_chooses()
    {
        var run = await CommandRun.Of("kernels", "softmax");
        Assert.Equal((0, ""), (run.Code, run.Error));
        Assert.Equal(4, run.Lines.Count(line => line.StartsWith("  ok", StringComparison.Ordinal)));
        var none = await CommandRun.Of("kernels", "nothing");
        Assert.Equal(1, none.Code);
        Assert.StartsWith("pico: no kernel is called 'nothing'; there are Pico.Examples.", none.Error, StringComparison.Ordinal);
        Assert.Contains("Pico.Examples.Kernels.BlackScholes.Price, ", none.Error, StringComparison.Ordinal);
    }

    /// <summary>One wrong element in one lane, a write behind the end, a lost exception, a wrong sum: each is found and said in one line.</summary>
    [Theory]
    [InlineData("Mandelbrot.Rounds", "element", "'result' is")]
    [InlineData("SoftmaxRow.Scale", "behind", "wrote outside of 'weight'")]
    [InlineData("DotProduct.Dot", "total", "the result is")]
    [InlineData("BlackScholes.Price", "element", "'put' is")]
    public void A_wrong_kernel_fails_the_command_in_one_line(string name, string fault, string message)
    {
        var right = KernelRegistry.Kernels.Single(kernel => kernel.Name == "Pico.Examples.Kernels." + name);
        var output = right.Parameters.Count - 1;
        if (fault == "behind") output = 0;
        var broken = right with
        {
            Lanes = data =>
            {
                right.Lanes!(data);
                if (fault == "total") data.Value<float>(output) += 1;
                else if (fault == "behind") data.Element<float>(output, data.Length) = 1234;
                else if (data.Length > 20 && name[0] == 'M') data.Element<int>(output, 17)++;
                else if (data.Length > 20) data.Element<float>(output, 17) = data.Element<float>(output, 17) * 1.001f + 0.01f;
            },
        };
        using var text = new StringWriter { NewLine = "\n" };
        var failure = Assert.Throws<UserErrorException>(() => KernelsCommand.Run([broken], Terminal.Open(text), CancellationToken.None));
        Assert.StartsWith($"kernels: {right.Name}: scalar lanes, element ", failure.Message, StringComparison.Ordinal);
        Assert.Contains(message, failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', failure.Message);
        Assert.Contains("  wrong  ", text.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Widths_that_differ_are_found_where_the_error_of_functions_would_allow_it()
    {
        if (SimdWidth.Best == 0) return;
        var right = KernelRegistry.Kernels.Single(kernel => kernel.Name == "Pico.Examples.Kernels.SoftmaxRow.Exponential");
        var broken = right with
        {
            Lanes = data =>
            {
                right.Lanes!(data);
                if (SimdWidth.Current == 128 && data.Length > 0) data.Element<float>(0, 0) = MathF.BitIncrement(data.Element<float>(0, 0));
            },
        };
        Assert.Contains("128 bits, element 0 of", KernelChecker.Run(broken, CancellationToken.None).Difference, StringComparison.Ordinal);
    }

    /// <summary>Of memory that elements write, every place counts that is not written by several.</summary>
    [Theory]
    [InlineData(0, null)]
    [InlineData(1, "'there'[3] is")]
    public void Written_memory_is_compared(int error, string? message)
    {
        var kernel = new KernelDescription(
            "Ops.Scatter", "Scatter(int, Span<int>)", Reduction.None, false,
            [KernelParameter.Of<int>("x", KernelPassing.In), KernelParameter.Of<int>("there", KernelPassing.WritableMemory)],
            data =>
            {
                for (var i = 0; i < data.Length; i++) Scatter(data, i);
                if (data.Length > 3) data.WritableMemory<int>(1)[3] += error;
                if (data.Length > 0) data.WritableMemory<int>(1)[40 + data.Length] = 12; // where all elements write
            },
            (data, i) =>
            {
                Scatter(data, i);
                data.WritableMemory<int>(1)[40 + data.Length] = i % 2 == 0 ? 12 : i;
            });
        var difference = KernelChecker.Run(kernel, CancellationToken.None).Difference;
        if (message is null) Assert.Null(difference);
        else Assert.Contains(message, difference, StringComparison.Ordinal);

        static void Scatter(KernelData data, int i) => data.WritableMemory<int>(1)[i] = data.Element<int>(0, i) ^ i;
    }

    [Fact]
    public void What_cannot_be_run_is_said_to_be_unchecked()
    {
        using var text = new StringWriter { NewLine = "\n" };
        KernelsCommand.Run([new KernelDescription("Ops.Step", "Step(ref float, in Settings)", Reduction.None, false, [], null, null)], Terminal.Open(text), CancellationToken.None);
        Assert.StartsWith("Ops.Step(ref float, in Settings)\n  not checked: ", text.ToString(), StringComparison.Ordinal);
    }
}
