using System.Diagnostics;
using System.Globalization;
using Pico.Examples.Transformer;
using Pico.Models;
using Pico.Simd;
using Pico.Threading;
using Pico.Training;

namespace Pico.Benchmarks;

/// <summary>
/// A training step of the GPT, and characters of cached decoding, in float32 and in bfloat16, in turns: the memory that each plan takes and
/// moves, and the ratio of their times.
/// </summary>
internal static class StorageBenchmark
{
    private const int Vocabulary = 65;

    private const int Characters = 16;

    private delegate float Pass(ModelWorkspace workspace);

    private delegate void Decoding(ModelWorkspace workspace, int character);

    public static int Run(string[] arguments)
    {
        var (depth, heads, width, context, batch) = arguments.Contains("baby") ? (6, 6, 384, 256, 8) : (4, 4, 128, 64, 12);
        var numbers = arguments.Select(text => int.TryParse(text, CultureInfo.InvariantCulture, out var number) ? number : 0).Where(number => number > 0).ToArray();
        var threads = numbers.Length > 0 ? numbers[0] : 1;
        var rounds = numbers.Length > 1 ? numbers[1] : width > 128 ? 9 : 101;
        using var pool = new WorkerPool(threads);
        var (ids, targets) = (Tokens(1, batch * context), Tokens(2, batch * context));
        using var single = new Side(
            new Gpt(Vocabulary, context, width, heads, depth), workspace => ((Gpt.Workspace)workspace).LossAndGradient(ids, targets, batch, context),
            workspace => ((Gpt.Workspace)workspace).LogitsPrefill(ids.AsSpan(0, context - Characters), 1, context - Characters),
            (workspace, id) => ((Gpt.Workspace)workspace).LogitsStep([id], 1, 1), pool);
        using var narrow = new Side(
            new GptBFloat16(Vocabulary, context, width, heads, depth), workspace => ((GptBFloat16.Workspace)workspace).LossAndGradient(ids, targets, batch, context),
            workspace => ((GptBFloat16.Workspace)workspace).LogitsPrefill(ids.AsSpan(0, context - Characters), 1, context - Characters),
            (workspace, id) => ((GptBFloat16.Workspace)workspace).LogitsStep([id], 1, 1), pool);
        for (var round = -3; round < rounds; round++)
        {
            if (round == 0) Array.ForEach([single, narrow], side => side.Clear());
            single.Step();
            narrow.Step();
        }

        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"gpt: depth {depth}, heads {heads}, width {width}, batch {batch}, time {context}; threads {threads}; SIMD width {SimdWidth.Current}; {rounds} rounds in turns; load {File.ReadAllText("/proc/loadavg").Split(' ')[0]}"));
        Console.WriteLine("           weights MB  activations MB  moved MB  pass ms: fastest, median  AdamW ms: fastest, median  decoding ms: fastest, median");
        var sizes = new Dictionary<string, long> { ["batch"] = batch, ["time"] = context };
        single.Write("float32", sizes);
        narrow.Write("bfloat16", sizes);
        Console.WriteLine("times of bfloat16 over those of float32, median of the rounds (quartiles): pass " +
            Ratio(single.Passes, narrow.Passes) + ", AdamW " + Ratio(single.Updates, narrow.Updates) + $", {Characters} characters of decoding " + Ratio(single.Decodings, narrow.Decodings));
        return 0;
    }

    private static string Ratio(List<double> single, List<double> narrow)
    {
        var ratios = single.Zip(narrow, (x, y) => y / x).Order().ToList();
        return string.Create(CultureInfo.InvariantCulture, $"{ratios[ratios.Count / 2]:F2} ({ratios[ratios.Count / 4]:F2}–{ratios[ratios.Count * 3 / 4]:F2})");
    }

    private static int[] Tokens(int seed, int count)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => random.Next(Vocabulary))];
    }

    private sealed class Side : IDisposable
    {
        private readonly IModel model;
        private readonly Pass pass;
        private readonly Action<ModelWorkspace> begin;
        private readonly Decoding decode;
        private readonly ModelWorkspace workspace;
        private readonly AdamW optimizer;

        public Side(IModel model, Pass pass, Action<ModelWorkspace> begin, Decoding decode, WorkerPool pool)
        {
            (this.model, this.pass, this.begin, this.decode) = (model, pass, begin, decode);
            workspace = model.CreateWorkspace();
            workspace.Pool = pool;
            optimizer = new AdamW(model.Parameters) { ChecksGradients = false };
        }

        public List<double> Passes { get; } = [];

        public List<double> Updates { get; } = [];

        public List<double> Decodings { get; } = [];

        public void Clear()
        {
            Passes.Clear();
            Updates.Clear();
            Decodings.Clear();
        }

        public void Step()
        {
            workspace.ClearGradients();
            var start = Stopwatch.GetTimestamp();
            pass(workspace);
            var between = Stopwatch.GetTimestamp();
            optimizer.Step(model.Parameters, workspace.Gradients, 1, workspace.Pool);
            Passes.Add(Stopwatch.GetElapsedTime(start, between).TotalMilliseconds);
            Updates.Add(Stopwatch.GetElapsedTime(between).TotalMilliseconds);

            begin(workspace);
            start = Stopwatch.GetTimestamp();
            for (var character = 0; character < Characters; character++) decode(workspace, character);
            Decodings.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        public void Write(string name, Dictionary<string, long> sizes)
        {
            var named = new Dictionary<string, long>(model.Sizes.Concat(sizes));
            var entry = model.Description.EntryPoints.Single(entry => entry.FormsGradients);
            var moved = entry.Steps.Sum(step => step.BytesMoved(named));
            var weights = model.Parameters.Length * (model.Parameters.Storage == Storage.BFloat16 ? 2L : 4L);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{name,-9} {weights / 1e6,11:F2} {workspace.ActivationBytes / 1e6,15:F2} {moved / 1e6,9:F1} {Passes.Min(),17:F2}, {Median(Passes),6:F2} {Updates.Min(),19:F3}, {Median(Updates),6:F3} {Decodings.Min(),22:F3}, {Median(Decodings),6:F3}"));
        }

        public void Dispose() => workspace.Dispose();

        private static double Median(List<double> times) => times.Order().ElementAt(times.Count / 2);
    }
}
