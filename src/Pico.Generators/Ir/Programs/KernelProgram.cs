using System.Collections.Generic;
using System.Linq;

namespace Pico.Generators.Ir;

/// <summary>
/// A scalar method with everything it calls inlined: structured control flow over variables, with straight-line pieces as
/// scalar functions. A method without loops and memory comes down to one such function (<c>FlattenProgram</c>).
/// </summary>
internal sealed record KernelProgram(
    string Name,
    EquatableArray<ProgramVariable> Variables,
    EquatableArray<ProgramMemory> Memories,
    EquatableArray<ProgramInput> Inputs,
    EquatableArray<ProgramStatement> Body,
    EquatableArray<ScalarResult> Results)
{
    /// <summary>The name of the result that the method returns, as against those it writes through <c>ref</c> and <c>out</c>.</summary>
    public const string ReturnValue = "result";

    /// <summary>All statements, those inside others included, in order.</summary>
    public static IEnumerable<ProgramStatement> All(IEnumerable<ProgramStatement> statements) =>
        statements.SelectMany(statement => new[] { statement }.Concat(statement.Bodies.SelectMany(body => All(body))));
}

/// <summary>A scalar that changes over time. <see cref="Name"/> is the user's, where there is one.</summary>
internal sealed record ProgramVariable(string Name, ScalarType Type);

/// <summary>A variable that has a value when the program begins; the inputs are in the order of the method's parameters.</summary>
internal sealed record ProgramInput(int Variable, ProgramInputKind Kind);

/// <summary>Where the value of an input comes from.</summary>
internal enum ProgramInputKind
{
    /// <summary>The element of a stream.</summary>
    Stream,

    /// <summary>One value for all elements; of a struct, one input for each field; of a span, its length.</summary>
    Uniform,

    /// <summary>The number of the element, from 0.</summary>
    ElementIndex,
}

/// <summary>
/// Memory that is read and written by index: the span of a parameter, which all elements share (<see cref="Length"/> is -1), or
/// an array of the method, of which each element has its own.
/// </summary>
internal sealed record ProgramMemory(string Name, MemoryElement Element, int Length, bool IsWritable)
{
    public bool IsLocal => Length >= 0;

    /// <summary>Whether it is an array of each element's own whose room comes from outside, where its length is known (<see cref="Length"/> is 0).</summary>
    public bool IsProvided { get; init; }

    /// <summary>Whether it is an array of the method that is the same for all elements, as they only fill and read it together.</summary>
    public bool IsCommon { get; init; }

    /// <summary>Whether its elements are sums over a whole run: what an element that is off has added must stay.</summary>
    public bool IsAccumulated { get; init; }

    /// <summary>Whether its elements are constants to differentiation.</summary>
    public bool IsUniform { get; init; }
}
