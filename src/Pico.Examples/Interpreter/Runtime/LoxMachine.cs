using System.Diagnostics;
using System.Runtime.CompilerServices;
using Pico.Examples.Interpreter.Resolution;

namespace Pico.Examples.Interpreter.Runtime;

/// <summary>What a running program has: globals, the slots of all frames, the calls that have not returned, and how much it may still do.</summary>
internal sealed class LoxMachine
{
    private readonly LoxLimits limits;
    private readonly CancellationToken cancellation;
    private readonly LoxValue[] slots;
    private readonly int[] calls;
    private long started, bytesBefore, steps;
    private int interval, untilCheck;
    private nuint stackEnd;

    /// <summary>How many steps pass between two looks at the clock, at most.</summary>
    private const int MostSteps = 4096;

    /// <summary>How many calls of a long trace are shown from each end: together as many as the book's implementation ever has open.</summary>
    private const int Shown = 32;

    /// <summary>From how many characters on a string is charged when it is made; what shorter ones take is seen soon enough.</summary>
    private const int LongText = 1 << 14;

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

    /// <summary>Begins a program, on the thread that runs it; limits count from here.</summary>
    /// <param name="stack">How many bytes of the thread's stack the calls of the program may take.</param>
    public unsafe void Begin(int stack)
    {
        byte here;
        stackEnd = (nuint)(&here) - (nuint)stack;
        started = Stopwatch.GetTimestamp();
        bytesBefore = GC.GetAllocatedBytesForCurrentThread();
        steps = 0;
        NextInterval();
    }

    /// <summary>Prints a value on a line of its own.</summary>
    public void Print(LoxValue value)
    {
        Output.Write(value.ToString());
        Output.Write('\n');
    }

    /// <summary>Notes a call, unless the stack is full.</summary>
    /// <param name="site">The number of the place of the call.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    [SkipLocalsInit]
    public unsafe void Enter(int site)
    {
        byte here;
        var depth = Depth;
        var open = calls;
        if ((uint)depth >= (uint)open.Length || (nuint)(&here) < stackEnd)
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

    /// <summary>Joins two strings, unless that takes too much memory: a string that doubles grows faster than steps are counted.</summary>
    /// <param name="left">The first one.</param>
    /// <param name="right">The second one.</param>
    /// <param name="site">The number of the place.</param>
    public string Concat(string left, string right, int site)
    {
        var length = (long)left.Length + right.Length;
        if (length >= LongText && (length > Limits.Text || Allocated + (length * sizeof(char)) > limits.AllocatedBytes))
        {
            throw OutOfMemory(site);
        }

        return string.Concat(left, right);
    }

    /// <summary>The stack of calls at an error, innermost first, as the book's implementation prints it; of thousands the ends.</summary>
    /// <param name="site">The place of the error.</param>
    public IReadOnlyList<string> Trace(CodeSite site)
    {
        var trace = new List<string> { site.ToString() };
        for (var i = Depth - 1; i > 0; i--) // the first call is ours, of the script
        {
            trace.Add(Sites[calls[i]].ToString());
        }

        if (trace.Count > 2 * Shown)
        {
            var hidden = trace.Count - (2 * Shown);
            trace.RemoveRange(Shown, hidden);
            trace.Insert(Shown, $"... and {hidden} more, then");
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

    private LoxRuntimeException OutOfMemory(int site) => new("Memory limit exceeded.", Sites[site]);

    private long Allocated => GC.GetAllocatedBytesForCurrentThread() - bytesBefore;

    /// <summary>Looks at the clock again after some steps, and as soon as there is one too many.</summary>
    private void NextInterval() => untilCheck = interval = (int)Math.Min(MostSteps, Math.Clamp(limits.Steps - steps, 0, MostSteps) + 1);

    private void Check(int site)
    {
        steps += interval;
        NextInterval();
        cancellation.ThrowIfCancellationRequested();
        if (steps > limits.Steps)
        {
            throw new LoxRuntimeException("Step limit exceeded.", Sites[site]);
        }

        if (Stopwatch.GetElapsedTime(started) > limits.Time)
        {
            throw new LoxRuntimeException("Time limit exceeded.", Sites[site]);
        }

        if (Allocated > limits.AllocatedBytes)
        {
            throw OutOfMemory(site);
        }
    }
}
