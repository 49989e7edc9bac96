using System.Buffers;
using System.ComponentModel;

namespace Pico.Parsing;

/// <summary>
/// The modes that a generated lexer is in, the innermost last. It grows on the heap, a few bytes for each level, so that no
/// depth of nesting overflows anything. What has been saved can be restored: levels that a saved state needs are not
/// overwritten before it is restored or released.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public struct ModeStack
{
    private Level[]? levels;
    private int count; // levels in use, those kept for saved states included
    private int kept;
    private int top;   // the index of the innermost level plus one; 0 where there is none

    /// <summary>The innermost mode; 0 where no mode has begun.</summary>
    public readonly int Mode => top == 0 ? 0 : levels![top - 1].Mode;

    /// <summary>Where the innermost mode began, or -1.</summary>
    public readonly int Start => top == 0 ? -1 : levels![top - 1].Start;

    /// <summary>Begins a mode inside the present one.</summary>
    /// <param name="mode">Its number.</param>
    /// <param name="start">Where in the text it begins.</param>
    public void Push(int mode, int start)
    {
        if (levels is null || count == levels.Length)
        {
            Grow();
        }

        levels![count] = new Level { Mode = mode, Start = start, Outer = top };
        top = ++count;
    }

    /// <summary>Ends the innermost mode; the first one, in which a text begins, does not end.</summary>
    public void Pop()
    {
        if (top == 0)
        {
            return;
        }

        top = levels![top - 1].Outer;
        count = Math.Max(top, kept);
    }

    /// <summary>The present state, to come back to.</summary>
    public State Save()
    {
        var state = new State(top, count, kept);
        kept = count;
        return state;
    }

    /// <summary>Goes back to a state.</summary>
    /// <param name="state">The state that was saved last and neither restored nor released.</param>
    public void Restore(State state) => (top, count, kept) = (state.Top, state.Count, state.Kept);

    /// <summary>Stays, and gives up the way back.</summary>
    /// <param name="state">The state that was saved last and neither restored nor released.</param>
    public void Release(State state)
    {
        kept = state.Kept;
        count = Math.Max(top, kept);
    }

    /// <summary>Returns what was rented.</summary>
    public void Dispose()
    {
        if (levels is not null)
        {
            ArrayPool<Level>.Shared.Return(levels);
        }

        this = default;
    }

    private void Grow()
    {
        var larger = ArrayPool<Level>.Shared.Rent(Math.Max(16, count * 2));
        if (levels is not null)
        {
            levels.AsSpan(0, count).CopyTo(larger);
            ArrayPool<Level>.Shared.Return(levels);
        }

        levels = larger;
    }

    /// <summary>What <see cref="Save"/> returns.</summary>
    public readonly record struct State
    {
        internal State(int top, int count, int kept) => (Top, Count, Kept) = (top, count, kept);

        internal int Top { get; }

        internal int Count { get; }

        internal int Kept { get; }
    }

    private struct Level
    {
        public int Mode;
        public int Start;
        public int Outer;
    }
}
