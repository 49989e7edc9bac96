using System.Collections.Generic;
using System.Linq;
using Pico.Generators.Ir;

namespace Pico.Generators.Passes;

/// <summary>
/// Turns a program without loops and memory into one scalar function: both arms of a branch are computed, and what they assign is
/// selected (if-conversion, Allen et al. 1983). Whoever has left a region early keeps what it had until the region ends.
/// </summary>
internal sealed class FlattenProgram
{
    private readonly KernelProgram program;
    private readonly ScalarBuilder builder;
    private State state;

    private FlattenProgram(KernelProgram program)
    {
        this.program = program;
        builder = new ScalarBuilder(program.Name);
        state = new State(Enumerable.Repeat(-1, program.Variables.Count).ToArray(), -1, new Dictionary<int, int>());
    }

    /// <summary>
    /// The function, simplified; its parameters are the program's inputs, its results the program's. Null where there is a loop or
    /// memory.
    /// </summary>
    public static ScalarFunction? Run(KernelProgram program) =>
        IsFlat(program.Body) ? SimplifyScalar.Run(new FlattenProgram(program).Flatten()) : null;

    private static bool IsFlat(EquatableArray<ProgramStatement> body) => body.All(statement =>
        statement is not (ProgramStatement.Loop or ProgramStatement.Store or ProgramStatement.Clear or ProgramStatement.Continue or ProgramStatement.Poll) &&
        statement.Evaluates?.Function.Body.Any(instruction => instruction.Opcode == ScalarOpcode.Load) != true &&
        statement.Bodies.All(IsFlat));

    private ScalarFunction Flatten()
    {
        foreach (var input in program.Inputs)
        {
            var variable = program.Variables[input.Variable];
            state.Values[input.Variable] = builder.Parameter(variable.Name, variable.Type, input.Kind == ProgramInputKind.Uniform);
        }

        Statements(program.Body);
        return builder.Build(program.Results.Select(result => result with { Value = Read(result.Value) }).ToArray());
    }

    private int Read(int variable) =>
        state.Values[variable] >= 0 ? state.Values[variable] : builder.Constant(program.Variables[variable].Type, 0L);

    private void Statements(EquatableArray<ProgramStatement> statements)
    {
        foreach (var statement in statements)
        {
            switch (statement)
            {
                case ProgramStatement.Compute compute:
                    var results = builder.Inline(compute.Value.Function, compute.Value.Inputs.Select(Read).ToArray());
                    for (var i = 0; i < results.Length; i++)
                    {
                        Assign(compute.Outputs[i], results[i]);
                    }

                    break;
                case ProgramStatement.Branch branch:
                    Branch(branch);
                    break;
                case ProgramStatement.Region region:
                    Statements(region.Body);
                    state.Alive = state.Pending.TryGetValue(region.Label, out var back) ? Or(state.Alive, back) : state.Alive;
                    state.Pending.Remove(region.Label);
                    break;
                case ProgramStatement.Leave leave:
                    state.Pending[leave.Label] = state.Pending.TryGetValue(leave.Label, out var waiting) ? Or(waiting, state.Alive) : state.Alive;
                    state.Alive = builder.Constant(ScalarType.Bool, 0L);
                    break;
            }
        }
    }

    /// <summary>Only those assign who have not left; who has left may come back with what it had.</summary>
    private void Assign(int variable, int value) =>
        state.Values[variable] = state.Alive < 0 || state.Values[variable] < 0
            ? value
            : Select(program.Variables[variable].Type, state.Alive, value, state.Values[variable]);

    private void Branch(ProgramStatement.Branch branch)
    {
        var condition = builder.Inline(branch.Condition.Function, branch.Condition.Inputs.Select(Read).ToArray())[0];
        var before = state;
        state = before.Copy();
        Statements(branch.Then);
        var first = state;
        state = before.Copy();
        Statements(branch.Else);
        var second = state;
        for (var variable = 0; variable < second.Values.Length; variable++)
        {
            var (a, b) = (first.Values[variable], second.Values[variable]);
            second.Values[variable] = a < 0 ? b : b < 0 || a == b ? a : Select(program.Variables[variable].Type, condition, a, b);
        }

        second.Alive = Merge(condition, first.Alive, second.Alive);
        foreach (var label in first.Pending.Keys.Union(second.Pending.Keys).OrderBy(label => label).ToArray())
        {
            second.Pending[label] = Merge(condition, Waiting(first, label), Waiting(second, label));
        }
    }

    private int Waiting(State at, int label) => at.Pending.TryGetValue(label, out var waiting) ? waiting : builder.Constant(ScalarType.Bool, 0L);

    private int Merge(int condition, int whenTrue, int whenFalse) => whenTrue == whenFalse
        ? whenTrue
        : Select(ScalarType.Bool, condition, True(whenTrue), True(whenFalse));

    private int Or(int a, int b) => a < 0 || b < 0 ? -1 : builder.Emit(ScalarOpcode.Or, ScalarType.Bool, a, b);

    private int True(int condition) => condition < 0 ? builder.Constant(ScalarType.Bool, 1L) : condition;

    private int Select(ScalarType type, int condition, int whenTrue, int whenFalse) =>
        builder.Emit(ScalarOpcode.Select, type, condition, whenTrue, whenFalse);

    /// <summary>
    /// What variables hold (-1: not set yet), the condition under which the current place is reached (-1: always), and the one
    /// under which a region has been left for its end.
    /// </summary>
    private sealed class State
    {
        public State(int[] values, int alive, Dictionary<int, int> pending)
        {
            Values = values;
            Alive = alive;
            Pending = pending;
        }

        public int[] Values { get; }

        public int Alive { get; set; }

        public Dictionary<int, int> Pending { get; }

        public State Copy() => new((int[])Values.Clone(), Alive, new Dictionary<int, int>(Pending));
    }
}
