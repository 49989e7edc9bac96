using System.Collections.Generic;
using System.Linq;

namespace Pico.Generators.Ir;

/// <summary>A statement of a <see cref="KernelProgram"/>.</summary>
internal abstract record ProgramStatement
{
    private ProgramStatement()
    {
    }

    /// <summary>The lists of statements inside it.</summary>
    public IEnumerable<EquatableArray<ProgramStatement>> Bodies => this switch
    {
        Branch branch => new[] { branch.Then, branch.Else },
        Loop loop => new[] { loop.Header, loop.Body, loop.Step },
        Region region => new[] { region.Body },
        _ => Enumerable.Empty<EquatableArray<ProgramStatement>>(),
    };

    /// <summary>What it evaluates itself.</summary>
    public Computation? Evaluates => this switch
    {
        Compute compute => compute.Value,
        Store store => store.Place,
        Branch branch => branch.Condition,
        Loop loop => loop.Condition,
        Poll poll => poll.Condition,
        _ => null,
    };

    /// <summary>The variables that it assigns itself.</summary>
    public IEnumerable<int> Assigns => this switch
    {
        Compute compute => compute.Outputs,
        Poll poll => new[] { poll.Output },
        _ => Enumerable.Empty<int>(),
    };

    /// <summary>The statement with other lists of statements inside it.</summary>
    public ProgramStatement WithBodies(System.Func<EquatableArray<ProgramStatement>, EquatableArray<ProgramStatement>> body) => this switch
    {
        Branch branch => branch with { Then = body(branch.Then), Else = body(branch.Else) },
        Loop loop => loop with { Header = body(loop.Header), Body = body(loop.Body), Step = body(loop.Step) },
        Region region => region with { Body = body(region.Body) },
        _ => this,
    };

    /// <summary>The statement with something else in place of what it evaluates itself.</summary>
    public ProgramStatement WithEvaluates(System.Func<Computation, Computation> value) => this switch
    {
        Compute compute => compute with { Value = value(compute.Value) },
        Store store => store with { Place = value(store.Place) },
        Branch branch => branch with { Condition = value(branch.Condition) },
        Loop loop => loop with { Condition = value(loop.Condition) },
        Poll poll => poll with { Condition = value(poll.Condition) },
        _ => this,
    };

    /// <summary>Evaluates straight-line code, then assigns its results to the outputs, all at once.</summary>
    internal sealed record Compute(Computation Value, EquatableArray<int> Outputs) : ProgramStatement;

    /// <summary>Writes to memory; the results of <see cref="Place"/> are the index and the value.</summary>
    internal sealed record Store(int Memory, Computation Place, int Origin) : ProgramStatement;

    /// <summary>Fills a local array with zeros.</summary>
    internal sealed record Clear(int Memory) : ProgramStatement;

    /// <summary>Asks all lanes that are here about a condition; the outcome is the same for all of them.</summary>
    internal sealed record Poll(Vote Vote, Computation Condition, int Output) : ProgramStatement;

    internal sealed record Branch(
        Computation Condition, EquatableArray<ProgramStatement> Then, EquatableArray<ProgramStatement> Else) : ProgramStatement;

    /// <summary>
    /// Runs <see cref="Header"/>, then leaves unless <see cref="Condition"/> holds, then <see cref="Body"/>, then
    /// <see cref="Step"/> (where a <see cref="Continue"/> goes), and again. <see cref="TestsAfter"/>: header and condition come last.
    /// </summary>
    internal sealed record Loop(
        int Label,
        EquatableArray<ProgramStatement> Header,
        Computation Condition,
        EquatableArray<ProgramStatement> Body,
        EquatableArray<ProgramStatement> Step,
        bool TestsAfter) : ProgramStatement;

    /// <summary>Statements that <see cref="Leave"/> can leave.</summary>
    internal sealed record Region(int Label, EquatableArray<ProgramStatement> Body) : ProgramStatement;

    /// <summary>Goes to the end of an enclosing region or loop.</summary>
    internal sealed record Leave(int Label) : ProgramStatement;

    /// <summary>Goes on with the next round of an enclosing loop.</summary>
    internal sealed record Continue(int Label) : ProgramStatement;
}

/// <summary>A scalar function applied to variables. Its loads (<see cref="ScalarOpcode.Load"/>) see memory as it is when it begins.</summary>
internal sealed record Computation(ScalarFunction Function, EquatableArray<int> Inputs)
{
    /// <summary>The same with some of its results only.</summary>
    public Computation Only(params int[] results) => this with
    {
        Function = Function with { Results = results.Select(result => Function.Results[result]).ToEquatableArray() },
    };
}
