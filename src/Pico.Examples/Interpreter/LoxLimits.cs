namespace Pico.Examples.Interpreter;

/// <summary>What a program may use; beyond it ends with a run-time error.</summary>
internal sealed record LoxLimits
{
    /// <summary>How many calls may be open at a time; one more is a "Stack overflow.".</summary>
    public int CallDepth { get; init; } = 5000;

    /// <summary>How many slots the frames of all open calls have; each call needs one for its receiver, each parameter, local and argument of a call.</summary>
    public int Slots { get; init; } = 1 << 18;

    /// <summary>How many calls and rounds of loops it may make.</summary>
    public long Steps { get; init; } = long.MaxValue;

    /// <summary>How many bytes it may allocate in all, whether or not they are free again.</summary>
    public long AllocatedBytes { get; init; } = long.MaxValue;

    /// <summary>How long it may run.</summary>
    public TimeSpan Time { get; init; } = TimeSpan.MaxValue;
}
