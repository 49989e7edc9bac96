using System.Collections.Generic;
using System.Linq;

namespace Pico.Generators.Kernels;

/// <summary>Finds the calls in a bound method, of the rule of its gradient among them.</summary>
internal static class Calls
{
    public static IEnumerable<string> Of(ScalarMethodSpec method) => method.Body.SelectMany(In).Select(call => call.Callee)
        .Concat(method.Rule is { } rule ? new[] { rule } : Enumerable.Empty<string>()).Distinct();

    public static IEnumerable<CallSpec> In(StatementSpec statement) => statement switch
    {
        LocalSpec local => In(local.Value),
        ExpressionStatementSpec expression => In(expression.Expression),
        ReturnSpec result => In(result.Value),
        BlockSpec block => block.Statements.SelectMany(In),
        IfSpec branch => In(branch.Condition).Concat(branch.Then.SelectMany(In)).Concat(branch.Else.SelectMany(In)),
        LoopSpec loop => In(loop.Condition).Concat(loop.Body.SelectMany(In)).Concat(loop.Step.SelectMany(In)),
        RegionSpec region => region.Body.SelectMany(In),
        _ => Enumerable.Empty<CallSpec>(),
    };

    private static IEnumerable<CallSpec> In(ExpressionSpec? expression) => expression switch
    {
        OperationSpec operation => operation.Operands.SelectMany(In),
        IntrinsicSpec intrinsic => intrinsic.Operands.SelectMany(In),
        ConditionalSpec choice => In(choice.Condition).Concat(In(choice.WhenTrue)).Concat(In(choice.WhenFalse)),
        AssignmentSpec assignment => In(assignment.Value),
        LoadSpec load => In(load.Index),
        StoreSpec store => In(store.Index).Concat(In(store.Value)),
        PollSpec poll => In(poll.Condition),
        SequenceSpec sequence => In(sequence.First).Concat(In(sequence.Second)),
        CallSpec call => call.Arguments.SelectMany(argument => In(argument.Value)).Concat(new[] { call }),
        _ => Enumerable.Empty<CallSpec>(),
    };
}
