using System.Collections.Generic;
using System.Linq;

namespace Pico.Generators.Ir;

/// <summary>
/// A <see cref="KernelProgram"/> for sixteen elements at once: lanes that part are kept apart by masks, which are variables as
/// others are. <see cref="Mask"/> is the one with which it begins: the elements that exist. Without one (-1) there is one element, and
/// everything is uniform: the program is scalar code (<c>UniformProgram</c>).
/// </summary>
internal sealed record LaneProgram(
    string Name,
    EquatableArray<LaneVariable> Variables,
    EquatableArray<ProgramMemory> Memories,
    EquatableArray<ProgramInput> Inputs,
    EquatableArray<LaneStatement> Body,
    EquatableArray<ScalarResult> Results,
    int Mask)
{
    /// <summary>All statements, those inside others included.</summary>
    public static IEnumerable<LaneStatement> All(IEnumerable<LaneStatement> statements) =>
        statements.SelectMany(statement => new[] { statement }.Concat(statement.Bodies.SelectMany(body => All(body))));

    /// <summary>The variables that a statement itself reads or assigns.</summary>
    public static IEnumerable<int> VariablesOf(LaneStatement statement) => statement switch
    {
        LaneStatement.Scalars scalars => scalars.Value.Inputs.Concat(scalars.Outputs),
        LaneStatement.Lanes { NeedsMask: true } lanes => lanes.Value.Inputs.Concat(lanes.Outputs).Concat(new[] { lanes.Mask }),
        LaneStatement.Lanes lanes => lanes.Value.Inputs.Concat(lanes.Outputs),
        LaneStatement.Store store => store.Place.Inputs.Concat(new[] { store.Mask }),
        LaneStatement.Write write => write.Place.Inputs,
        LaneStatement.Clear { Keeps: true } clear => new[] { clear.Mask },
        LaneStatement.Branch branch => branch.Condition.Inputs,
        LaneStatement.WhereAny any => new[] { any.Mask },
        LaneStatement.Loop loop => loop.Condition.Inputs,
        LaneStatement.LeaveUnlessAny leave => new[] { leave.Mask },
        LaneStatement.Poll poll => new[] { poll.Mask, poll.Output },
        LaneStatement.LoadRows rows => rows.Outputs.Where(output => output >= 0).Concat(new[] { rows.Index, rows.Mask }),
        LaneStatement.Method method => method.Inputs.Concat(method.Outputs),
        _ => Enumerable.Empty<int>(),
    };

    /// <summary>The variables that a statement itself assigns.</summary>
    public static IEnumerable<int> AssignedBy(LaneStatement statement) => statement switch
    {
        LaneStatement.Scalars scalars => scalars.Outputs,
        LaneStatement.Lanes lanes => lanes.Outputs,
        LaneStatement.Poll poll => new[] { poll.Output },
        LaneStatement.LoadRows rows => rows.Outputs.Where(output => output >= 0),
        LaneStatement.Method method => method.Outputs,
        _ => Enumerable.Empty<int>(),
    };

    /// <summary>The memories that a statement itself reads or writes.</summary>
    public static IEnumerable<int> MemoriesOf(LaneStatement statement)
    {
        var (own, function) = statement switch
        {
            LaneStatement.Scalars scalars => (-1, scalars.Value.Function),
            LaneStatement.Lanes lanes => (-1, lanes.Value.Function),
            LaneStatement.Store store => (store.Memory, store.Place.Function),
            LaneStatement.Write write => (write.Memory, write.Place.Function),
            LaneStatement.Clear clear => (clear.Memory, null),
            LaneStatement.LoadRows rows => (rows.Memory, null),
            LaneStatement.Branch branch => (-1, branch.Condition.Function),
            LaneStatement.Loop loop => (-1, loop.Condition.Function),
            _ => (-1, null),
        };
        var loads = function is null ? Enumerable.Empty<int>()
            : function.Body.Where(instruction => instruction.Opcode == ScalarOpcode.Load).Select(instruction => (int)instruction.Constant);
        return own < 0 ? loads : loads.Concat(new[] { own });
    }
}

internal sealed record LaneVariable(string Name, ScalarType Type, LaneForm Form);

/// <summary>How the lanes of a value differ.</summary>
internal enum LaneForm
{
    /// <summary>Not at all: it is a scalar.</summary>
    Uniform,

    /// <summary>By one from lane to lane: it is the scalar of lane 0.</summary>
    Linear,

    /// <summary>In any way: it has sixteen lanes.</summary>
    Varying,
}

/// <summary>A statement of a <see cref="LaneProgram"/>.</summary>
internal abstract record LaneStatement
{
    private LaneStatement()
    {
    }

    /// <summary>The lists of statements inside it.</summary>
    public IEnumerable<EquatableArray<LaneStatement>> Bodies => this switch
    {
        Branch branch => new[] { branch.Then, branch.Else },
        WhereAny any => new[] { any.Body },
        Loop loop => new[] { loop.Header, loop.Body, loop.Step },
        Region region => new[] { region.Body },
        Method method => new[] { method.Body },
        _ => Enumerable.Empty<EquatableArray<LaneStatement>>(),
    };

    /// <summary>The statement with other lists of statements inside it.</summary>
    public LaneStatement WithBodies(System.Func<EquatableArray<LaneStatement>, EquatableArray<LaneStatement>> body) => this switch
    {
        Branch branch => branch with { Then = body(branch.Then), Else = body(branch.Else) },
        WhereAny any => any with { Body = body(any.Body) },
        Loop loop => loop with { Header = body(loop.Header), Body = body(loop.Body), Step = body(loop.Step) },
        Region region => region with { Body = body(region.Body) },
        Method method => method with { Body = body(method.Body) },
        _ => this,
    };

    /// <summary>Straight-line code over scalars: uniform values, and linear ones by their lane 0.</summary>
    internal sealed record Scalars(Computation Value, EquatableArray<int> Outputs) : LaneStatement;

    /// <summary>
    /// Straight-line code over lanes; inputs may have any form. Loads are made where <see cref="Mask"/> is set. Lanes outside it keep what
    /// they had of the outputs that <see cref="Keeps"/> says.
    /// </summary>
    internal sealed record Lanes(Computation Value, EquatableArray<int> Outputs, EquatableArray<bool> Keeps, int Mask) : LaneStatement
    {
        /// <summary>Whether it makes a difference which lanes are there.</summary>
        public bool NeedsMask => Keeps.Contains(true) || Value.Function.Body.Any(instruction => instruction.Opcode == ScalarOpcode.Load);
    }

    /// <summary>
    /// Writes to memory where the mask is set; the results of <see cref="Place"/> are the index, of any form, and the value.
    /// </summary>
    /// <remarks>Of a local array, lanes outside the mask matter only where <see cref="Keeps"/> says so.</remarks>
    internal sealed record Store(int Memory, Computation Place, int Mask, bool Keeps, int Origin) : LaneStatement;

    /// <summary>Writes one element; the results of <see cref="Place"/> are the index and the value, both scalars.</summary>
    internal sealed record Write(int Memory, Computation Place) : LaneStatement;

    /// <summary>Fills a local array with zeros; lanes outside the mask keep theirs where <see cref="Keeps"/> says so.</summary>
    internal sealed record Clear(int Memory, int Mask, bool Keeps) : LaneStatement;

    /// <summary>A branch that all lanes take together.</summary>
    internal sealed record Branch(Computation Condition, EquatableArray<LaneStatement> Then, EquatableArray<LaneStatement> Else) : LaneStatement;

    /// <summary>What is done only if a mask has any lane.</summary>
    internal sealed record WhereAny(int Mask, EquatableArray<LaneStatement> Body) : LaneStatement;

    /// <summary>As <see cref="ProgramStatement.Loop"/>; its condition is uniform.</summary>
    internal sealed record Loop(
        int Label,
        EquatableArray<LaneStatement> Header,
        Computation Condition,
        EquatableArray<LaneStatement> Body,
        EquatableArray<LaneStatement> Step,
        bool TestsAfter) : LaneStatement;

    internal sealed record Region(int Label, EquatableArray<LaneStatement> Body) : LaneStatement;

    /// <summary>All lanes go to the end of a loop or region.</summary>
    internal sealed record Leave(int Label) : LaneStatement;

    /// <summary>All lanes go on with the next round of a loop.</summary>
    internal sealed record Continue(int Label) : LaneStatement;

    /// <summary>
    /// Reads four neighbours of shared memory at a place of each lane: those from <see cref="Offset"/> after <see cref="Index"/> on. An output that nobody wants is -1; what lanes outside the mask
    /// read is anything.
    /// </summary>
    internal sealed record LoadRows(int Memory, int Index, long Offset, int Mask, EquatableArray<int> Outputs) : LaneStatement;

    /// <summary>Statements that are a method of their own: what they read of the variables around them, what they change, and the memories that they use.</summary>
    internal sealed record Method(EquatableArray<int> Inputs, EquatableArray<int> Outputs, EquatableArray<int> Memories, EquatableArray<LaneStatement> Body) : LaneStatement;

    /// <summary>Assigns a scalar: whether a mask has any lane, or has none (of those where a condition does not hold: all agree), or how many it has.</summary>
    internal sealed record Poll(Vote Vote, int Mask, int Output) : LaneStatement;

    /// <summary>Goes to the end of a loop unless a mask has any lane.</summary>
    internal sealed record LeaveUnlessAny(int Label, int Mask) : LaneStatement;
}
