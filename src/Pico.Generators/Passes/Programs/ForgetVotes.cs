using System.Linq;
using Pico.Generators.Ir;

namespace Pico.Generators.Passes;

/// <summary>
/// A program for elements that go their own ways: each votes alone. That is what the method says, and what differentiation needs: on the way back no
/// lane waits for others.
/// </summary>
internal static class ForgetVotes
{
    /// <summary>The program without polls.</summary>
    public static KernelProgram Run(KernelProgram program) => KernelProgram.All(program.Body).Any(statement => statement is ProgramStatement.Poll)
        ? SimplifyProgram.Run(program with { Body = List(program.Body) })
        : program;

    private static EquatableArray<ProgramStatement> List(EquatableArray<ProgramStatement> statements) => statements.Select(statement => statement is ProgramStatement.Poll poll
        ? new ProgramStatement.Compute(Alone(poll), EquatableArray.Of(poll.Output))
        : statement.WithBodies(List)).ToEquatableArray();

    /// <summary>The outcome of a poll among one.</summary>
    private static Computation Alone(ProgramStatement.Poll poll)
    {
        if (poll.Vote != Vote.Count)
        {
            return poll.Condition;
        }

        var function = poll.Condition.Function;
        var builder = new ScalarBuilder(function.Name);
        var arguments = function.Parameters.Select(parameter => builder.Parameter(parameter.Name, parameter.Type, parameter.IsUniform)).ToArray();
        var holds = builder.Inline(function, arguments)[0];
        var count = builder.Emit(ScalarOpcode.Select, ScalarType.Int32, holds, builder.Constant(ScalarType.Int32, 1L), builder.Constant(ScalarType.Int32, 0L));
        return poll.Condition with { Function = builder.Build(new ScalarResult("count", count)) };
    }
}
