using System;
using Pico.Generators.Ir;

namespace Pico.Generators.Passes;

/// <summary>A broadcast whose repeated dimensions lie in more than one place; the analyzer reports it at the origin.</summary>
internal sealed class UnsupportedBroadcastException : Exception
{
    public UnsupportedBroadcastException(TensorType from, TensorType to, int origin)
        : base("cannot repeat " + from + " to " + to + ": the repeated dimensions are not next to each other")
    {
        Origin = origin;
    }

    public int Origin { get; }
}
