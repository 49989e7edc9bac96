using Pico.Simd;

namespace Pico.Runtime.Tests.Simd;

public abstract unsafe partial class SimdTests<S, F, I, D, L>
{
    // Few distinct values make ties common; the special ones include NaN, both zeros and both infinities.
    private static IEnumerable<T[]> Sequences<T>(T[] special, Func<Random, T> next)
    {
        var random = new Random(12);
        foreach (var value in special) yield return [.. Enumerable.Repeat(value, 37)];
        for (var trial = 0; trial < 400; trial++)
        {
            var choice = special.OrderBy(_ => random.Next()).Take(random.Next(1, 6)).ToArray();
            yield return [.. Enumerable.Range(0, random.Next(68)).Select(_ => trial % 3 == 0 ? next(random) : choice[random.Next(choice.Length)])];
        }
    }

    private delegate void Step<T>(ref T best, ref I place, T value, I index);

    private delegate void MaskedStep<T>(ref T best, ref I place, T value, I index, I mask);

    private delegate int Finish<T, TValue>(T best, I place, out TValue value);

    private static void CheckArg<T, TLane, TValue>(
        IEnumerable<TLane[]> sequences, Func<TLane[], int, T> load, Step<T> step, MaskedStep<T> masked, Finish<T, TValue> finish,
        Func<TLane, TValue> valueOf, Func<TValue, TValue, bool> replaces)
        where TLane : struct
    {
        var random = new Random(13);
        foreach (var sequence in sequences)
            foreach (var skip in (bool[])[false, true])
            {
                var active = sequence.Select(_ => !skip || random.Next(3) != 0).ToArray();
                var (winner, most) = (-1, default(TValue)!);
                for (var i = 0; i < sequence.Length; i++)
                    if (active[i] && (winner < 0 || replaces(most, valueOf(sequence[i])))) (winner, most) = (i, valueOf(sequence[i]));

                T best = default!;
                var place = ArgReduction.Nowhere<S, F, I>();
                var padded = new TLane[sequence.Length + 16];
                sequence.CopyTo(padded, 0);
                for (var i = 0; i < sequence.Length; i += 16)
                {
                    var index = S.Add(S.Broadcast(i), S.LaneIndex);
                    if (!skip && i + 16 <= sequence.Length)
                        step(ref best, ref place, load(padded, i), index);
                    else
                        masked(ref best, ref place, load(padded, i), index,
                            LoadI([.. Enumerable.Range(i, 16).Select(k => Mask(k < sequence.Length && active[k]))], 0));
                }

                Assert.Equal(winner, finish(best, place, out var value));
                if (winner >= 0) Assert.Equal(most, value);
            }
    }

    [Fact]
    public void Arg_reductions_of_floats_name_the_first_best()
    {
        var sequences = Sequences(SimdCases.Floats, SimdCases.NextFloat);
        CheckArg<F, float, float>(
            sequences, LoadF, ArgReduction.UpdateMax<S, F, I>, ArgReduction.UpdateMax<S, F, I>, ArgReduction.FinishMax<S, F, I>,
            x => x, (best, x) => float.IsNaN(x) ? !float.IsNaN(best) : x > best);
        CheckArg<F, float, float>(
            sequences, LoadF, ArgReduction.UpdateMin<S, F, I>, ArgReduction.UpdateMin<S, F, I>, ArgReduction.FinishMin<S, F, I>,
            x => x, (best, x) => float.IsNaN(x) ? !float.IsNaN(best) : x < best);
    }

    [Fact]
    public void Arg_reductions_of_doubles_name_the_first_best()
    {
        var sequences = Sequences(SimdCases.Doubles, SimdCases.NextDouble);
        CheckArg<D, double, double>(
            sequences, LoadD, ArgReduction.UpdateMax<S, F, I, D>, ArgReduction.UpdateMax<S, F, I, D>, ArgReduction.FinishMax<S, F, I, D>,
            x => x, (best, x) => double.IsNaN(x) ? !double.IsNaN(best) : x > best);
        CheckArg<D, double, double>(
            sequences, LoadD, ArgReduction.UpdateMin<S, F, I, D>, ArgReduction.UpdateMin<S, F, I, D>, ArgReduction.FinishMin<S, F, I, D>,
            x => x, (best, x) => double.IsNaN(x) ? !double.IsNaN(best) : x < best);
    }

    [Fact]
    public void Arg_reductions_of_integers_name_the_first_best()
    {
        var sequences = Sequences(SimdCases.Ints, SimdCases.NextInt);
        CheckArg<I, int, int>(
            sequences, LoadI, ArgReduction.UpdateMax<S, F, I>, ArgReduction.UpdateMax<S, F, I>, ArgReduction.FinishMax<S, F, I>,
            x => x, (best, x) => x > best);
        CheckArg<I, int, int>(
            sequences, LoadI, ArgReduction.UpdateMin<S, F, I>, ArgReduction.UpdateMin<S, F, I>, ArgReduction.FinishMin<S, F, I>,
            x => x, (best, x) => x < best);
        CheckArg<I, int, uint>(
            sequences, LoadI, ArgReduction.UpdateMaxUnsigned<S, F, I>, ArgReduction.UpdateMaxUnsigned<S, F, I>,
            ArgReduction.FinishMaxUnsigned<S, F, I>, x => (uint)x, (best, x) => x > best);
        CheckArg<I, int, uint>(
            sequences, LoadI, ArgReduction.UpdateMinUnsigned<S, F, I>, ArgReduction.UpdateMinUnsigned<S, F, I>,
            ArgReduction.FinishMinUnsigned<S, F, I>, x => (uint)x, (best, x) => x < best);
    }

    [Fact]
    public void Arg_reductions_of_long_integers_name_the_first_best()
    {
        var sequences = Sequences([0L, 1L, -1L, long.MinValue, long.MaxValue, 1L << 32, uint.MaxValue, -1L << 32], random => random.NextInt64(long.MinValue, long.MaxValue));
        CheckArg<L, long, long>(
            sequences, LoadL, ArgReduction.UpdateMax<S, F, I, D, L>, ArgReduction.UpdateMax<S, F, I, D, L>, ArgReduction.FinishMax<S, F, I, D, L>,
            x => x, (best, x) => x > best);
        CheckArg<L, long, long>(
            sequences, LoadL, ArgReduction.UpdateMin<S, F, I, D, L>, ArgReduction.UpdateMin<S, F, I, D, L>, ArgReduction.FinishMin<S, F, I, D, L>,
            x => x, (best, x) => x < best);
        CheckArg<L, long, ulong>(
            sequences, LoadL, ArgReduction.UpdateMaxUnsigned<S, F, I, D, L>, ArgReduction.UpdateMaxUnsigned<S, F, I, D, L>,
            ArgReduction.FinishMaxUnsigned<S, F, I, D, L>, x => unchecked((ulong)x), (best, x) => x > best);
        CheckArg<L, long, ulong>(
            sequences, LoadL, ArgReduction.UpdateMinUnsigned<S, F, I, D, L>, ArgReduction.UpdateMinUnsigned<S, F, I, D, L>,
            ArgReduction.FinishMinUnsigned<S, F, I, D, L>, x => unchecked((ulong)x), (best, x) => x < best);
    }

    [Fact]
    public void Parts_join_as_one_sequence()
    {
        foreach (var a in SimdCases.Doubles)
            foreach (var b in SimdCases.Doubles)
            {
                Assert.Equal(double.IsNaN(b) ? !double.IsNaN(a) : b > a, ArgReduction.IsLarger(a, b));
                Assert.Equal(double.IsNaN(b) ? !double.IsNaN(a) : b < a, ArgReduction.IsSmaller(a, b));
            }
    }
}
