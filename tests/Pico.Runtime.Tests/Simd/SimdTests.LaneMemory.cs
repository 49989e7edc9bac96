using Pico.Simd;

namespace Pico.Runtime.Tests.Simd;

public abstract unsafe partial class SimdTests<S, F, I, D, L>
{
    private static readonly int[] lengths = [1, 2, 3, 4, 5, 15, 16, 17, 40];

    /// <summary>Runs a check on <c>length</c> random elements that end at a page that may not be touched, or begin behind one.</summary>
    private static void OnGuardedSpans<T>(Action<PinnedSpan<T>, Random> check)
        where T : unmanaged
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "Needs mmap and mprotect.");
        var random = new Random(14);
        using var page = new GuardedPage();
        foreach (var length in lengths)
            foreach (var pointer in (nint[])[(nint)((T*)page.End - length), (nint)page.Start])
            {
                random.NextBytes(new Span<byte>((byte*)pointer, length * sizeof(T)));
                for (var i = 0; i < length && typeof(T) == typeof(bool); i++) ((byte*)pointer)[i] &= 1; // C# compares no others
                check(new PinnedSpan<T>((T*)pointer, length), random);
            }
    }

    private static void CheckMemory<T, TLanes>(
        Func<PinnedSpan<T>, I, I, TLanes> gather,
        Func<PinnedSpan<T>, int, TLanes> load,
        Func<PinnedSpan<T>, int, I, TLanes> loadMasked,
        Action<PinnedSpan<T>, I, TLanes, I> scatter,
        Action<PinnedSpan<T>, int, TLanes> store,
        Action<PinnedSpan<T>, int, TLanes, I> storeMasked,
        Func<TLanes, T[]> lanesOf)
        where T : unmanaged => OnGuardedSpans<T>((span, random) =>
    {
        var all = S.BroadcastMask(true);
        foreach (var mask in Masks())
        {
            var before = new Span<T>(span.Pointer, span.Length).ToArray();
            var active = LoadI(mask, 0);
            var index = Indices(mask, span.Length, random);
            var gathered = gather(span, LoadI(index, 0), active);
            Assert.Equal(mask.Select((m, i) => m != 0 ? before[index[i]] : default), lanesOf(gathered));

            var places = Indices(mask, span.Length, random);
            var values = lanesOf(gathered);
            for (var i = 0; i < 16; i++)
                if (mask[i] != 0) before[places[i]] = values[i];
            scatter(span, LoadI(places, 0), gathered, active);
            Assert.Equal(before, new Span<T>(span.Pointer, span.Length).ToArray());

            for (var at = -16; at <= span.Length; at++)
            {
                int[] inside = [.. Enumerable.Range(at, 16).Select((k, i) => k >= 0 && k < span.Length ? mask[i] : 0)];
                var loaded = loadMasked(span, at, LoadI(inside, 0));
                Assert.Equal(inside.Select((m, i) => m != 0 ? before[at + i] : default), lanesOf(loaded));
                storeMasked(span, at, gathered, LoadI(inside, 0));
                for (var i = 0; i < 16; i++)
                    if (inside[i] != 0) before[at + i] = values[i];
                Assert.Equal(before, new Span<T>(span.Pointer, span.Length).ToArray());
            }

            for (var at = 0; at <= span.Length - 16; at++)
            {
                Assert.Equal(before[at..(at + 16)], lanesOf(load(span, at)));
                store(span, at, gathered);
                values.CopyTo(before, at);
                Assert.Equal(before, new Span<T>(span.Pointer, span.Length).ToArray());
            }
        }

        // Each lane in turn lies outside; the others are inside or not active.
        foreach (var wrong in (int[])[-1, span.Length, int.MaxValue, int.MinValue])
            for (var lane = 0; lane < 16; lane++)
            {
                var index = new int[16];
                index[lane] = wrong;
                var message = $"Index {wrong} of lane {lane} lies outside a span of {span.Length} elements: use 0 to its length - 1.";
                Throws(message, () => gather(span, LoadI(index, 0), all));
                var untouched = new Span<T>(span.Pointer, span.Length).ToArray();
                Throws(message, () => scatter(span, LoadI(index, 0), gather(span, LoadI(new int[16], 0), all), all));
                Assert.Equal(untouched, new Span<T>(span.Pointer, span.Length).ToArray());
                gather(span, LoadI(index, 0), S.Not(S.Equal(S.LaneIndex, S.Broadcast(lane))));
            }

        foreach (var at in (int[])[-16, -1, span.Length - 15, span.Length, int.MaxValue, int.MaxValue - 7, int.MinValue])
        {
            var lane = Enumerable.Range(0, 16).First(i => (long)at + i < 0 || (long)at + i >= span.Length);
            var message = $"Index {unchecked(at + lane)} of lane {lane} lies outside a span of {span.Length} elements: use 0 to its length - 1.";
            var zero = gather(span, LoadI(new int[16], 0), all);
            Throws(message, () => load(span, at));
            Throws(message, () => loadMasked(span, at, all));
            Throws(message, () => store(span, at, zero));
            Throws(message, () => storeMasked(span, at, zero, all));
        }

        static void Throws(string message, Action action) =>
            Assert.Equal(message, Assert.Throws<IndexOutOfRangeException>(action).Message);
    });

    [SkippableFact]
    public void Rows_are_gathered_where_they_lie_inside() => OnGuardedSpans<float>((span, random) =>
    {
        var all = S.BroadcastMask(true);
        for (var count = 1; count <= Math.Min(4, span.Length); count++)
        {
            foreach (var mask in Masks())
            {
                // Up to the last place of which `count` follow; lanes that are not there may have any index.
                var index = Indices(mask, span.Length - count + 1, random);
                LaneMemory.GatherRows<S, F, I>(span, LoadI(index, 0), count, LoadI(mask, 0), out var a, out var b, out var c, out var d);
                float[][] rows = [Lanes(a), Lanes(b), Lanes(c), Lanes(d)];
                for (var lane = 0; lane < 16; lane++)
                {
                    for (var k = 0; k < count && mask[lane] != 0; k++) Same(span[index[lane] + k], rows[k][lane], span.Length, lane, k);
                }
            }

            foreach (var wrong in (int[])[-1, span.Length - count + 1, span.Length, int.MaxValue, int.MinValue])
            {
                for (var lane = 0; lane < 16; lane++)
                {
                    var index = new int[16];
                    index[lane] = wrong;
                    Assert.Throws<IndexOutOfRangeException>(() => LaneMemory.GatherRows<S, F, I>(span, LoadI(index, 0), count, all, out _, out _, out _, out _));
                }
            }
        }
    });

    [SkippableFact]
    public void Spans_of_floats_are_checked_and_moved() => CheckMemory<float, F>(
        LaneMemory.Gather<S, F, I>, LaneMemory.Load<S, F, I>, LaneMemory.Load<S, F, I>,
        LaneMemory.Scatter<S, F, I>, LaneMemory.Store<S, F, I>, LaneMemory.Store<S, F, I>, Lanes);

    [SkippableFact]
    public void Spans_of_ints_are_checked_and_moved() => CheckMemory<int, I>(
        LaneMemory.Gather<S, F, I>, LaneMemory.Load<S, F, I>, LaneMemory.Load<S, F, I>,
        LaneMemory.Scatter<S, F, I>, LaneMemory.Store<S, F, I>, LaneMemory.Store<S, F, I>, Lanes);

    [SkippableFact]
    public void Spans_of_doubles_are_checked_and_moved() => CheckMemory<double, D>(
        LaneMemory.Gather<S, F, I, D>, LaneMemory.Load<S, F, I, D>, LaneMemory.Load<S, F, I, D>,
        LaneMemory.Scatter<S, F, I, D>, LaneMemory.Store<S, F, I, D>, LaneMemory.Store<S, F, I, D>, Lanes);

    [SkippableFact]
    public void Spans_of_longs_are_checked_and_moved() => CheckMemory<long, L>(
        LaneMemory.Gather<S, F, I, D, L>, LaneMemory.Load<S, F, I, D, L>, LaneMemory.Load<S, F, I, D, L>,
        LaneMemory.Scatter<S, F, I, D, L>, LaneMemory.Store<S, F, I, D, L>, LaneMemory.Store<S, F, I, D, L>, Lanes);

    [SkippableFact]
    public void Spans_of_bytes_are_checked_and_moved() => CheckMemory<byte, I>(
        LaneMemory.Gather<S, F, I>, LaneMemory.Load<S, F, I>, LaneMemory.Load<S, F, I>,
        LaneMemory.Scatter<S, F, I>, LaneMemory.Store<S, F, I>, LaneMemory.Store<S, F, I>,
        lanes => [.. Lanes(lanes).Select(x => checked((byte)x))]);

    [SkippableFact]
    public void Spans_of_signed_bytes_are_checked_and_moved() => CheckMemory<sbyte, I>(
        LaneMemory.Gather<S, F, I>, LaneMemory.Load<S, F, I>, LaneMemory.Load<S, F, I>,
        LaneMemory.Scatter<S, F, I>, LaneMemory.Store<S, F, I>, LaneMemory.Store<S, F, I>,
        lanes => [.. Lanes(lanes).Select(x => checked((sbyte)x))]);

    [SkippableFact]
    public void Spans_of_shorts_are_checked_and_moved() => CheckMemory<short, I>(
        LaneMemory.Gather<S, F, I>, LaneMemory.Load<S, F, I>, LaneMemory.Load<S, F, I>,
        LaneMemory.Scatter<S, F, I>, LaneMemory.Store<S, F, I>, LaneMemory.Store<S, F, I>,
        lanes => [.. Lanes(lanes).Select(x => checked((short)x))]);

    [SkippableFact]
    public void Spans_of_unsigned_shorts_are_checked_and_moved() => CheckMemory<ushort, I>(
        LaneMemory.Gather<S, F, I>, LaneMemory.Load<S, F, I>, LaneMemory.Load<S, F, I>,
        LaneMemory.Scatter<S, F, I>, LaneMemory.Store<S, F, I>, LaneMemory.Store<S, F, I>,
        lanes => [.. Lanes(lanes).Select(x => checked((ushort)x))]);

    [SkippableFact]
    public void Spans_of_bools_are_checked_and_moved() => CheckMemory<bool, I>(
        LaneMemory.Gather<S, F, I>, LaneMemory.Load<S, F, I>, LaneMemory.Load<S, F, I>,
        LaneMemory.Scatter<S, F, I>, LaneMemory.Store<S, F, I>, LaneMemory.Store<S, F, I>,
        lanes => [.. Lanes(lanes).Select(x => x switch { 0 => false, -1 => true, _ => throw new InvalidOperationException($"{x} is no mask") })]);

    [SkippableFact]
    public unsafe void Any_byte_but_0_is_true_and_1_is_written()
    {
        var bytes = stackalloc byte[16];
        for (var i = 0; i < 16; i++) bytes[i] = (byte)(i * 17);
        var span = new PinnedSpan<bool>((bool*)bytes, 16);
        var loaded = LaneMemory.Load<S, F, I>(span, 0);
        Assert.Equal(Enumerable.Range(0, 16).Select(i => i == 0 ? 0 : -1), Lanes(loaded));
        LaneMemory.Store<S, F, I>(span, 0, loaded);
        Assert.Equal(Enumerable.Range(0, 16).Select(i => (byte)(i == 0 ? 0 : 1)), new Span<byte>(bytes, 16).ToArray());
    }

    [Fact]
    public void An_empty_span_has_no_active_lanes()
    {
        var nothing = new PinnedSpan<byte>(null, 0);
        var none = S.BroadcastMask(false);
        Assert.All(Lanes(LaneMemory.Gather<S, F, I>(nothing, S.LaneIndex, none)), lane => Assert.Equal(0, lane));
        Assert.All(Lanes(LaneMemory.Load<S, F, I>(nothing, 3, none)), lane => Assert.Equal(0, lane));
        Assert.Throws<IndexOutOfRangeException>(() => LaneMemory.Gather<S, F, I>(nothing, S.LaneIndex, S.FirstLanes(1)));
    }
}
