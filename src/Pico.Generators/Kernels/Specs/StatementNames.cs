using Microsoft.CodeAnalysis;

namespace Pico.Generators.Kernels;

/// <summary>What a statement is called in a message.</summary>
internal static class StatementNames
{
    public static string Of(IOperation operation) => operation.Kind switch
    {
        OperationKind.Loop => "a loop of this kind",
        OperationKind.Throw => "throw",
        OperationKind.Try => "try",
        OperationKind.Using or OperationKind.UsingDeclaration => "using",
        OperationKind.Lock => "lock",
        OperationKind.Branch => "goto",
        OperationKind.Labeled => "a label",
        OperationKind.LocalFunction => "a local function",
        OperationKind.YieldReturn or OperationKind.YieldBreak => "yield",
        _ => "unknown to the kernel compiler",
    };
}
