using System.Collections.Generic;
using System.Linq;
using Pico.Generators.Ir;

namespace Pico.Generators.Passes;

/// <summary>
/// Writes out loops that run a constant number of rounds, within a budget: then their counter is a constant, local arrays indexed by
/// it stay in registers, and a method whose loops are all of this kind is straight-line code.
/// </summary>
internal sealed class UnrollLoops
{
    /// <summary>The most rounds, and the most instructions in all of them together.</summary>
    public const int MaximumRounds = 32, MaximumInstructions = 200;

    // In lanes an access to a span is a test, a whole vector and a masked one: dozens of them are more than the JIT is willing to inline in one method.
    private const int SharedAccess = 16;

    private readonly KernelProgram program;

    private UnrollLoops(KernelProgram program) => this.program = program;

    public static KernelProgram Run(KernelProgram program) => program with { Body = new UnrollLoops(program).List(program.Body) };

    private EquatableArray<ProgramStatement> List(EquatableArray<ProgramStatement> statements)
    {
        var result = new List<ProgramStatement>();
        foreach (var statement in statements)
        {
            var inner = statement.WithBodies(List);
            if (inner is ProgramStatement.Loop candidate && result.Count > 0 && result[result.Count - 1] is ProgramStatement.Compute start &&
                Rounds(candidate, start) is { } rounds)
            {
                result.AddRange(rounds);
            }
            else
            {
                result.Add(inner);
            }
        }

        return result.ToEquatableArray();
    }

    /// <summary>The rounds one after the other; null where their number is not known or too large.</summary>
    private IEnumerable<ProgramStatement>? Rounds(ProgramStatement.Loop loop, ProgramStatement.Compute start)
    {
        if (loop.Header.Count > 0 || loop.Step.Count != 1 || loop.Step[0] is not ProgramStatement.Compute { Outputs.Count: 1 } step ||
            step.Value.Inputs.Any(input => input != step.Outputs[0]) || loop.Condition.Inputs.Any(input => input != step.Outputs[0]) ||
            Assigns(loop.Body, step.Outputs[0]))
        {
            return null;
        }

        var counter = step.Outputs[0];
        var place = start.Outputs.ToList().IndexOf(counter);
        var value = place < 0 ? null : Constant(start.Value.Function, start.Value.Function.Results[place].Value);
        var size = Size(loop.Body);
        var result = new List<ProgramStatement>();
        for (var round = 0; value is not null; round++)
        {
            if (Evaluate(loop.Condition, value) is not { } holds)
            {
                return null;
            }

            if (holds.Constant == 0 && !(loop.TestsAfter && round == 0))
            {
                return Assembled(loop, result, counter, value);
            }

            if (round == MaximumRounds || size * (round + 1) > MaximumInstructions)
            {
                return null;
            }

            result.Add(Assign(counter, value));
            result.AddRange(Continues(loop.Body, loop.Label)
                ? new ProgramStatement[] { new ProgramStatement.Region(~loop.Label, Retarget(loop.Body, loop.Label)) }
                : loop.Body.ToArray());
            value = Evaluate(step.Value, value);
        }

        return null;
    }

    private static IEnumerable<ProgramStatement> Assembled(ProgramStatement.Loop loop, List<ProgramStatement> rounds, int counter, ScalarInstruction last)
    {
        rounds.Add(Assign(counter, last));
        return Leaves(loop.Body, loop.Label) ? new[] { new ProgramStatement.Region(loop.Label, rounds.ToEquatableArray()) } : rounds;
    }

    private static ProgramStatement Assign(int variable, ScalarInstruction constant)
    {
        var builder = new ScalarBuilder("counter");
        return new ProgramStatement.Compute(
            new Computation(builder.Build(new ScalarResult("v" + variable, builder.Constant(constant.Type, constant.Constant))), EquatableArray<int>.Empty),
            EquatableArray.Of(variable));
    }

    private static ScalarInstruction? Evaluate(Computation computation, ScalarInstruction counter)
    {
        var builder = new ScalarBuilder("counter");
        var arguments = computation.Inputs.Select(_ => builder.Constant(counter.Type, counter.Constant)).ToArray();
        var function = SimplifyScalar.Run(builder.Build(new ScalarResult("value", builder.Inline(computation.Function, arguments)[0])));
        return Constant(function, function.Results[0].Value);
    }

    private static ScalarInstruction? Constant(ScalarFunction function, int value) =>
        value >= function.Parameters.Count && function.Body[value - function.Parameters.Count] is { Opcode: ScalarOpcode.Constant } constant ? constant : null;

    private int Size(IEnumerable<ProgramStatement> statements) => statements.Sum(statement =>
        1 + (statement.Evaluates?.Function.Body.Sum(instruction => IsShared(instruction) ? SharedAccess : 1) ?? 0) +
        (statement is ProgramStatement.Store store && !program.Memories[store.Memory].IsLocal ? SharedAccess : 0) + statement.Bodies.Sum(body => Size(body)));

    private bool IsShared(ScalarInstruction instruction) => instruction.Opcode == ScalarOpcode.Load && !program.Memories[(int)instruction.Constant].IsLocal;

    private static bool Assigns(IEnumerable<ProgramStatement> statements, int variable) => statements.Any(statement =>
        statement.Assigns.Contains(variable) || statement.Bodies.Any(body => Assigns(body, variable)));

    private static bool Leaves(IEnumerable<ProgramStatement> statements, int label) => statements.Any(statement =>
        (statement is ProgramStatement.Leave leave && leave.Label == label) || statement.Bodies.Any(body => Leaves(body, label)));

    private static bool Continues(IEnumerable<ProgramStatement> statements, int label) => statements.Any(statement =>
        (statement is ProgramStatement.Continue next && next.Label == label) || statement.Bodies.Any(body => Continues(body, label)));

    /// <summary>To go on with the next round is now to leave this one.</summary>
    private static EquatableArray<ProgramStatement> Retarget(EquatableArray<ProgramStatement> statements, int label) => statements.Select(statement => statement switch
    {
        ProgramStatement.Continue next when next.Label == label => new ProgramStatement.Leave(~label),
        _ => statement.WithBodies(body => Retarget(body, label)),
    }).ToEquatableArray();
}
