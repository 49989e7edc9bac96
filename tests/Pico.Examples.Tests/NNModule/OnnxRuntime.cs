using System.Diagnostics;
using System.Text.Json;
using Pico.Models;

namespace Pico.Examples.Tests.NNModule;

/// <summary>
/// Microsoft's ONNX Runtime in Node.js, which is not part of the build: <c>.ci/run</c> installs it in a cache folder where it can. Tests that need it are
/// skipped, visibly, where it is not.
/// </summary>
internal static class OnnxRuntime
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>Runs a file on the inputs of an entry point; the result's shape and elements. A skipped test where the runtime is not installed.</summary>
    public static (int[] Shape, float[] Values) Run(ReadOnlyMemory<byte> model, EntryPointDescription entry, IReadOnlyList<Tensor> inputs)
    {
        var modules = Modules();
        Skip.If(modules is null, "onnxruntime-node is not installed: npm install --prefix ~/.cache/picolib/onnxruntime --ignore-scripts onnxruntime-node");
        var folder = Directory.CreateTempSubdirectory("pico-onnx-");
        try
        {
            var (file, data) = (Path.Combine(folder.FullName, "model.onnx"), Path.Combine(folder.FullName, "inputs.json"));
            File.WriteAllBytes(file, model.Span);
            File.WriteAllText(data, JsonSerializer.Serialize(entry.Inputs.Zip(inputs).ToDictionary(pair => pair.First.Name, pair => Describe(pair.First, pair.Second))));
            var output = Start(modules!, file, data);
            var result = JsonDocument.Parse(output).RootElement.GetProperty(entry.Name);
            return (
                [.. result.GetProperty("dims").EnumerateArray().Select(size => size.GetInt32())],
                [.. result.GetProperty("data").EnumerateArray().Select(value => value.ValueKind == JsonValueKind.Number ? value.GetSingle() : float.NaN)]);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static object Describe(InputDescription input, Tensor tensor) => input.Type == DType.Int32
        ? new { type = "int32", dims = tensor.Shape.ToArray(), data = (object)tensor.AsSpan<int>().ToArray() }
        : new { type = "float32", dims = tensor.Shape.ToArray(), data = (object)tensor.AsSpan<float>().ToArray() };

    private static string? Modules()
    {
        var home = Environment.GetEnvironmentVariable("PICO_ONNXRUNTIME") ??
            Path.Combine(Environment.GetEnvironmentVariable("XDG_CACHE_HOME") ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache"), "picolib", "onnxruntime");
        var modules = Path.Combine(home, "node_modules");
        var hasNode = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, "node")));
        return hasNode && Directory.Exists(Path.Combine(modules, "onnxruntime-node")) ? modules : null;
    }

    private static string Start(string modules, string model, string inputs)
    {
        var start = new ProcessStartInfo("node", [Path.Combine(AppContext.BaseDirectory, "NNModule", "run-onnx.js"), modules, model, inputs])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        if (!process.WaitForExit(Patience))
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail($"node did not end within {Patience}");
        }

        Assert.True(process.ExitCode == 0, error.Result);
        return output.Result;
    }
}
