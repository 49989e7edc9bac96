using System.CommandLine;
using System.Globalization;
using Pico.Examples.Benchmarking;
using Pico.Examples.Inspection;
using Pico.Simd;
using Pico.Threading;
using Spectre.Console;

namespace Pico.Examples.Commands;

/// <summary><c>pico bench</c>: what this machine can do, and how near the compiled models come.</summary>
internal static class BenchCommand
{
    public static Command Create() => new("bench", "Measures this machine and the compiled models on it; one line a result, to be read by scripts.")
    {
        CreateRoofline(),
        CreateModels(),
        CreateSteps(),
        CreateProducts(),
        CreateAttention(),
        CreateConvolutions(),
        CreateRows(),
        CreateOptimizers(),
        CreateStart(),
    };

    private static Option<int?> Threads() => NumberOption.CreateOptional("--threads", "How many threads work; without it, one and then all", 1, TrainCommand.MostThreads);

    private static Command CreateRoofline()
    {
        var threads = Threads();
        var roofline = new Command("roofline", "Multiply-adds from registers and streams from memory: the limits of everything else.") { threads };
        roofline.SetAction((parsed, cancellation) => Measure(parsed, threads, (pool, console) =>
        {
            cancellation.ThrowIfCancellationRequested();
            var roof = Roofline.Measure(pool);
            console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"bench: roofline threads={roof.Threads} simd={SimdWidth.Current} fma_gflops={roof.Gigaflops:F1} read_gbs={roof.Read:F1} read_write_gbs={roof.ReadAndWrite:F1}"));
        }));
        return roofline;
    }

    private static Command CreateModels()
    {
        var (names, threads) = (Models(), Threads());
        var models = new Command("models", "The median time of a training step with AdamW, and what part of the multiply-add peak that is.") { names, threads };
        models.SetAction((parsed, cancellation) =>
        {
            var chosen = Chosen(parsed.GetValue(names));
            return Measure(parsed, threads, (pool, console) =>
            {
                foreach (var model in chosen)
                {
                    var step = model.Create();
                    step.Pool = pool;
                    var measured = StepMeasurement.Of(step, () => FmaProbe.Gigaflops(pool), cancellation);
                    console.WriteLine(string.Create(
                        CultureInfo.InvariantCulture,
                        $"bench: model={model.Name} threads={pool.Threads} step_ms={1e3 * measured.Seconds:F4} gflops={measured.Gigaflops:F2} peak_fraction={measured.PeakFraction:F3}"));
                }
            });
        });
        return models;
    }

    private static Command CreateSteps()
    {
        var (names, threads) = (Models(), Threads());
        var steps = new Command("steps", "Where the time of a training step goes: each loop, product and attention of the compiled method, then AdamW.") { names, threads };
        steps.SetAction((parsed, cancellation) =>
        {
            var chosen = Chosen(parsed.GetValue(names));
            return Measure(parsed, threads, (pool, console) =>
            {
                foreach (var model in chosen)
                {
                    var step = model.Create();
                    step.Pool = pool;
                    Show(console, model, pool.Threads, StepBreakdown.Of(step, cancellation));
                }
            });
        });
        return steps;
    }

    private static Command CreateProducts()
    {
        var threads = Threads();
        var products = new Command("products", "Matrix products of the sizes of models, and what bias and activation cost at their ends.") { threads };
        products.SetAction((parsed, cancellation) => Measure(parsed, threads, (pool, console) =>
        {
            foreach (var (name, m, n, k, a, b) in ProductsBenchmark.Products)
            {
                cancellation.ThrowIfCancellationRequested();
                var gigaflops = 2e-9 * m * n * k / ProductsBenchmark.Seconds(pool, m, n, k, a, b);
                console.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"bench: product={name} m={m} n={n} k={k} transposed={(a, b) switch { (true, _) => "a", (_, true) => "b", _ => "none" }} threads={pool.Threads} gflops={gigaflops:F1} peak_fraction={gigaflops / FmaProbe.Gigaflops(pool):F3}"));
            }

            foreach (var (epilogue, seconds, ratio) in ProductsBenchmark.Epilogues(pool))
            {
                console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"bench: epilogue={epilogue} threads={pool.Threads} ms={1e3 * seconds:F3} over_bare={ratio:F3}"));
            }
        }));
        return products;
    }

    private static Command CreateAttention()
    {
        var threads = Threads();
        var attention = new Command("attention", "Causal attention of 6 heads of 64 over 4,096 tokens in sequences of several lengths.") { threads };
        attention.SetAction((parsed, cancellation) => Measure(parsed, threads, (pool, console) =>
        {
            foreach (var time in AttentionBenchmark.Times)
            {
                cancellation.ThrowIfCancellationRequested();
                var peak = FmaProbe.Gigaflops(pool);
                foreach (var (pass, seconds, operations) in AttentionBenchmark.Run(pool, time))
                {
                    console.WriteLine(string.Create(
                        CultureInfo.InvariantCulture,
                        $"bench: attention={pass} time={time} threads={pool.Threads} ms={1e3 * seconds:F3} gflops={1e-9 * operations / seconds:F1} peak_fraction={1e-9 * operations / seconds / peak:F3}"));
                }
            }
        }));
        return attention;
    }

    private static Command CreateConvolutions()
    {
        var threads = Threads();
        var convolutions = new Command("convolutions", "Convolutions of 3 by 3 of several sizes: forward, and the gradients of images and filters.") { threads };
        convolutions.SetAction((parsed, cancellation) => Measure(parsed, threads, (pool, console) =>
        {
            foreach (var (name, batch, channels, side, filters) in ConvolutionBenchmark.Sizes)
            {
                var peak = FmaProbe.Gigaflops(pool);
                foreach (var (pass, seconds) in ConvolutionBenchmark.Run(pool, batch, channels, side, filters))
                {
                    cancellation.ThrowIfCancellationRequested();
                    var gigaflops = 1e-9 * 2 * batch * channels * side * side * filters * 9 / seconds;
                    console.WriteLine(string.Create(
                        CultureInfo.InvariantCulture,
                        $"bench: convolution={name} pass={pass} threads={pool.Threads} ms={1e3 * seconds:F3} gflops={gigaflops:F1} peak_fraction={gigaflops / peak:F3}"));
                }
            }
        }));
        return convolutions;
    }

    private static Command CreateRows()
    {
        var threads = Threads();
        var rows = new Command("rows", "Activations, softmax, norms and cross-entropy, forward and back, beside what memory gives.") { threads };
        rows.SetAction((parsed, cancellation) => Measure(parsed, threads, (pool, console) =>
        {
            var (_, stream) = MemoryProbe.Gigabytes(pool);
            using var benchmark = new RowsBenchmark(pool);
            foreach (var (operation, isWayBack, seconds, bytes) in benchmark.Run())
            {
                cancellation.ThrowIfCancellationRequested();
                console.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"bench: rows={operation} pass={(isWayBack ? "forward+backward" : "forward")} threads={pool.Threads} ms={1e3 * seconds:F2} gbs={1e-9 * bytes / seconds:F1} bandwidth_fraction={1e-9 * bytes / seconds / stream:F3}"));
            }
        }));
        return rows;
    }

    private static Command CreateOptimizers()
    {
        var threads = Threads();
        var optimizers = new Command("optimizers", "A step of each optimizer over 17 million weights, beside what memory gives.") { threads };
        optimizers.SetAction((parsed, cancellation) => Measure(parsed, threads, (pool, console) =>
        {
            foreach (var (optimizer, bytes, state, nanoseconds, fraction) in OptimizersBenchmark.Run(pool, cancellation))
            {
                console.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"bench: optimizer={optimizer} threads={pool.Threads} bytes_per_weight={bytes:F1} state_bytes_per_weight={state:F1} ns_per_weight={nanoseconds:F3} bandwidth_fraction={fraction:F3}"));
            }
        }));
        return optimizers;
    }

    private static Command CreateStart()
    {
        var names = Models();
        var start = new Command("start", "The time from the start of this process to the end of the first training step.") { names };
        start.SetAction((parsed, _) => Measure(parsed, [Environment.ProcessorCount], (pool, console) =>
        {
            foreach (var model in Chosen(parsed.GetValue(names)))
            {
                var measured = StartMeasurement.Of(model, pool);
                console.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"bench: start model={model.Name} threads={pool.Threads} since_start_ms={measured.SinceStart:F0} first_step_ms={measured.Step:F0} jit_methods={measured.Methods} jit_il_bytes={measured.CompiledBytes} jit_ms={measured.Compilation:F0} loss={measured.Loss:F3}"));
            }
        }));
        return start;
    }

    private static Argument<string[]> Models() => new("model")
    {
        Description = $"{string.Join(", ", BenchmarkModels.All.Select(model => model.Name))}; without one, all",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private static IReadOnlyList<BenchmarkModel> Chosen(string[]? names) => names is { Length: > 0 } ? [.. names.Select(BenchmarkModels.Find)] : BenchmarkModels.All;

    private static void Show(IAnsiConsole console, BenchmarkModel model, int threads, StepBreakdown breakdown)
    {
        var tables = new ViewTable(console);
        tables.Title(model.Name, string.Create(CultureInfo.InvariantCulture, $"{model.Text}; threads {threads}; SIMD width {SimdWidth.Current}; a whole step: median {1e3 * breakdown.Median:F3} ms"));
        var table = tables.New(">fastest µs", ">share", ">mean µs", ">GFLOP/s", ">GB/s", ">MFLOP", ">MB", "step");
        var all = breakdown.Lines.Sum(line => line.Fastest);
        foreach (var line in breakdown.Lines.Append(new StepLine("all", all, breakdown.Lines.Sum(line => line.Mean), breakdown.Lines.Sum(line => line.FloatingPointOperations), breakdown.Lines.Sum(line => line.BytesMoved))))
        {
            ViewTable.Row(
                table, Number(1e6 * line.Fastest), Number(100 * line.Fastest / all) + " %", Number(1e6 * line.Mean), Number(line.FloatingPointOperations / line.Fastest / 1e9),
                Number(line.BytesMoved / line.Fastest / 1e9), Number(1e-6 * line.FloatingPointOperations), Number(1e-6 * line.BytesMoved), line.Text);
        }

        tables.Write(table);

        static string Number(double value) => value.ToString("F1", CultureInfo.InvariantCulture);
    }

    private static Task<int> Measure(ParseResult parsed, Option<int?> threads, Action<WorkerPool, IAnsiConsole> measure) =>
        Measure(parsed, parsed.GetValue(threads) is { } asked ? [asked] : Environment.ProcessorCount > 1 ? [1, Environment.ProcessorCount] : [1], measure);

    private static Task<int> Measure(ParseResult parsed, IReadOnlyList<int> counts, Action<WorkerPool, IAnsiConsole> measure)
    {
        var console = Terminal.Open(parsed.InvocationConfiguration.Output);
        return Task.Run(
            () =>
            {
                foreach (var count in counts)
                {
                    using var pool = new WorkerPool(count);
                    measure(pool, console);
                }

                return 0;
            },
            CancellationToken.None);
    }
}
