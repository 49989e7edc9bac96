using System;

namespace Pico.Generators.Passes;

/// <summary>An operation cannot be computed for the next elements of a sequence alone; reported at the user's expression.</summary>
internal sealed class NotIncrementalException : Exception
{
    public NotIncrementalException(int origin, string why)
        : base(why) => Origin = origin;

    public int Origin { get; }
}
