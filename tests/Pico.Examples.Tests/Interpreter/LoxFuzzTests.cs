using Pico.Examples.Interpreter;

namespace Pico.Examples.Tests.Interpreter;

/// <summary>
/// Random programs, within limits, by both engines: no exception, no hang, and no difference. Every run tries two thousand; <c>PICO_LONG_TESTS=1</c> a hundred thousand, and
/// <c>PICO_FIRST_SEED</c> chooses others.
/// </summary>
public class LoxFuzzTests
{
    private const int Few = 2000, Many = 100_000;

    private static readonly LoxLimits Limits = new() { Steps = 300, CallDepth = 30, Slots = 4096, AllocatedBytes = 1 << 22 };

    private static int Programs => Environment.GetEnvironmentVariable("PICO_LONG_TESTS") == "1" ? Many : Few;

    private static int FirstSeed => int.TryParse(Environment.GetEnvironmentVariable("PICO_FIRST_SEED"), out var seed) ? seed : 1;

    [Fact]
    public void Random_programs_do_the_same_on_both_engines()
    {
        var codes = new Dictionary<int, int> { [0] = 0, [65] = 0, [70] = 0 };
        for (var seed = FirstSeed; seed < FirstSeed + Programs; seed++)
        {
            var random = new RandomLox(seed);
            var source = (seed % 10) switch
            {
                < 6 => random.Soup(), // most are compile errors at once
                < 8 => random.Mutant(),
                _ => random.Program(),
            };
            var portable = Run(seed, source, "Portable");
            codes[portable.ExitCode]++;
            if (portable.ExitCode != 65)
            {
                var fast = Run(seed, source, "Fast");
                Assert.True(portable == fast || IsOutOfMemory(portable) || IsOutOfMemory(fast), $"seed {seed}:\n{source}\nportable: {portable}\nfast: {fast}");
            }
        }

        // The generator would be worth little if all ended alike.
        Assert.All(codes.Values, count => Assert.True(count > Programs / 50, string.Join(", ", codes)));
    }

    [Fact]
    public void Well_formed_programs_compile()
    {
        for (var seed = FirstSeed; seed < FirstSeed + 1000; seed++)
        {
            var source = new RandomLox(seed).Program();
            new LoxEngine(TextWriter.Null, Limits).Compile(source, out var errors);
            Assert.True(errors.Count == 0, $"seed {seed}:\n{source}\n{string.Join("\n", errors)}");
        }
    }

    /// <summary>What engines need for themselves differs, so one may come to the end of the memory earlier.</summary>
    private static bool IsOutOfMemory(LoxRun run) => run.Error.StartsWith("Memory limit exceeded.", StringComparison.Ordinal);

    private static LoxRun Run(int seed, string source, string engine)
    {
        try
        {
            return LoxRun.Of(source, engine, Limits);
        }
        catch (Exception e)
        {
            throw new InvalidOperationException($"seed {seed}, {engine}:\n{source}", e);
        }
    }
}
