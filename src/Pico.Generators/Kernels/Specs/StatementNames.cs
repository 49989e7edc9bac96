using Microsoft.CodeAnalysis;

namespace Pico.Generators.Kernels;

/// <summary>What a statement is called in a message.</summary>
internal static class StatementNames
{
    public static string Of(IOperation operation) => operation.Kind switch
    {
        OperationKind.Conditional => "if",
        OperationKind.Loop => "a loop",
        OperationKind.Switch => "switch",
        OperationKind.Return => "a return before the end",
        OperationKind.Throw => "throw",
        OperationKind.Try => "try",
        OperationKind.Using or OperationKind.UsingDeclaration => "using",
        OperationKind.Lock => "lock",
        OperationKind.Branch => "a jump",
        OperationKind.Labeled => "a label",
        OperationKind.LocalFunction => "a local function",
        OperationKind.YieldReturn or OperationKind.YieldBreak => "yield",
        _ => "unknown to the kernel compiler",
    };
}
