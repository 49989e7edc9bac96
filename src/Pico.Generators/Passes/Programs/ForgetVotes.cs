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
        ? Alone(poll)
        : statement.WithBodies(List)).ToEquatableArray();

    /// <summary>A poll among one.</summary>
    public static ProgramStatement.Compute Alone(ProgramStatement.Poll poll) => new(poll.Vote.Alone(poll.Condition), EquatableArray.Of(poll.Output));
}
