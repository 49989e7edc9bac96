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
    private readonly CallSite[] calls;
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
        calls = new CallSite[limits.CallDepth];
    }

    public GlobalNames Names { get; }

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
    /// <param name="function">What is called.</param>
    /// <param name="line">The line of the call.</param>
    /// <param name="frame">Its frame.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Enter(ResolvedFunction function, int line, ref LoxValue frame)
    {
        if (Depth == calls.Length || !HasRoom(ref frame, function.FrameSize))
        {
            throw new LoxRuntimeException("Stack overflow.", line);
        }

        calls[Depth++] = new CallSite(function, line);
        Step(line);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Leave() => Depth--;

    /// <summary>Counts a call or a round of a loop.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Step(int line)
    {
        if (--untilCheck == 0)
        {
            Check(line);
        }
    }

    /// <summary>The stack of calls at an error, innermost first, as the book's implementation prints it.</summary>
    /// <param name="line">The line of the error.</param>
    public IReadOnlyList<string> Trace(int line)
    {
        var trace = new List<string>();
        for (var i = Depth - 1; i >= 0; i--)
        {
            trace.Add($"[line {line}] in {calls[i].Function.Description}");
            line = calls[i].Line;
        }

        return trace;
    }

    /// <summary>Forgets the calls of a program that has ended with an error.</summary>
    public void Reset()
    {
        Depth = 0;
        slots.AsSpan().Clear();
    }

    private bool HasRoom(ref LoxValue frame, int size) =>
        Unsafe.ByteOffset(ref slots[0], ref frame) / Unsafe.SizeOf<LoxValue>() + size <= slots.Length;

    private void Check(int line)
    {
        untilCheck = Interval;
        steps += Interval;
        cancellation.ThrowIfCancellationRequested();
        if (steps > limits.Steps)
        {
            throw new LoxRuntimeException("Step limit exceeded.", line);
        }

        if (Stopwatch.GetElapsedTime(started) > limits.Time)
        {
            throw new LoxRuntimeException("Time limit exceeded.", line);
        }

        if (GC.GetAllocatedBytesForCurrentThread() - bytesBefore > limits.AllocatedBytes)
        {
            throw new LoxRuntimeException("Memory limit exceeded.", line);
        }
    }

    private readonly record struct CallSite(ResolvedFunction Function, int Line);
}
