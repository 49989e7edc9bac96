using System.Diagnostics;
using System.Runtime.CompilerServices;
using Pico.Examples.Interpreter.Resolution;

namespace Pico.Examples.Interpreter.Runtime;

/// <summary>What a running program has: globals, the slots of all frames, the calls that have not returned, and how much it may still do.</summary>
internal sealed class LoxMachine
{
    private readonly LoxLimits limits;
    private readonly CancellationToken cancellation;
    private readonly long started = Stopwatch.GetTimestamp();
    private readonly LoxValue[] slots;
    private readonly int[] calls;
    private readonly long bytesBefore = GC.GetAllocatedBytesForCurrentThread();
    private int untilCheck = Interval;
    private long steps;

    /// <summary>How many steps pass between two looks at the clock.</summary>
    private const int Interval = 4096;

    public LoxMachine(GlobalNames names, TextWriter output, LoxLimits limits, CancellationToken cancellation)
    {
        Names = names;
        Output = output;
        this.limits = limits;
        this.cancellation = cancellation;
        slots = new LoxValue[limits.Slots];
        calls = new int[limits.CallDepth];
    }

    public GlobalNames Names { get; }

    /// <summary>The places that errors may name.</summary>
    public CodeSites Sites { get; } = new();

    public TextWriter Output { get; }

    /// <summary>The global variables; one that is not defined refers to nothing a program can see.</summary>
    public LoxValue[] Globals { get; private set; } = [];

    /// <summary>How many calls have not returned.</summary>
    public int Depth { get; private set; }

    /// <summary>The first slot of all.</summary>
    public ref LoxValue FirstSlot => ref slots[0];

    /// <summary>What an undefined global refers to.</summary>
    public static object Undefined { get; } = new();

    /// <summary>Makes room for globals that a newly compiled program mentions.</summary>
    public void GrowGlobals()
    {
        var before = Globals.Length;
        if (Names.Count > before)
        {
            var larger = Globals;
            Array.Resize(ref larger, Math.Max(Names.Count, 2 * before));
            larger.AsSpan(before).Fill(new LoxValue(Undefined));
            Globals = larger;
        }
    }

    /// <summary>Notes a call, unless the stack is full.</summary>
    /// <param name="site">The number of the place of the call.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Enter(int site)
    {
        var depth = Depth;
        var open = calls;
        if ((uint)depth >= (uint)open.Length || ((depth & 15) == 0 && !RuntimeHelpers.TryEnsureSufficientExecutionStack()))
        {
            throw Overflow(site);
        }

        open[depth] = site;
        Depth = depth + 1;
        Step(site);
    }

    /// <summary>Notes a call whose frame lies in our slots, unless the stack is full.</summary>
    /// <param name="site">The place of the call.</param>
    /// <param name="size">How many slots the frame has.</param>
    /// <param name="frame">Its first slot.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Enter(CodeSite site, int size, ref LoxValue frame)
    {
        if (Unsafe.ByteOffset(ref slots[0], ref frame) + ((nint)size * Unsafe.SizeOf<LoxValue>()) > (nint)slots.Length * Unsafe.SizeOf<LoxValue>())
        {
            throw Overflow(site.Number);
        }

        Enter(site.Number);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Leave() => Depth--;

    /// <summary>Counts a call or a round of a loop.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Step(int site)
    {
        if (--untilCheck == 0)
        {
            Check(site);
        }
    }

    /// <summary>The stack of calls at an error, innermost first, as the book's implementation prints it.</summary>
    /// <param name="site">The place of the error.</param>
    public IReadOnlyList<string> Trace(CodeSite site)
    {
        var trace = new List<string> { site.ToString() };
        for (var i = Depth - 1; i > 0; i--) // the first call is ours, of the script
        {
            trace.Add(Sites[calls[i]].ToString());
        }

        return trace;
    }

    /// <summary>Forgets the calls of a program that has ended with an error.</summary>
    public void Reset()
    {
        Depth = 0;
        slots.AsSpan().Clear();
    }

    private LoxRuntimeException Overflow(int site) => new("Stack overflow.", Sites[site]);

    private void Check(int site)
    {
        untilCheck = Interval;
        steps += Interval;
        cancellation.ThrowIfCancellationRequested();
        if (steps > limits.Steps)
        {
            throw new LoxRuntimeException("Step limit exceeded.", Sites[site]);
        }

        if (Stopwatch.GetElapsedTime(started) > limits.Time)
        {
            throw new LoxRuntimeException("Time limit exceeded.", Sites[site]);
        }

        if (GC.GetAllocatedBytesForCurrentThread() - bytesBefore > limits.AllocatedBytes)
        {
            throw new LoxRuntimeException("Memory limit exceeded.", Sites[site]);
        }
    }
}
