using Microsoft.CodeAnalysis;

namespace Pico.Generators.Kernels;

/// <summary>What an expression is called in a message.</summary>
internal static class ExpressionNames
{
    public static string Of(IOperation operation) => operation.Kind switch
    {
        OperationKind.ObjectCreation or OperationKind.ArrayCreation or OperationKind.CollectionExpression => "it creates an object",
        OperationKind.ArrayElementReference => "an array element",
        OperationKind.PropertyReference => "an indexer",
        OperationKind.IsPattern or OperationKind.IsType => "a pattern",
        OperationKind.SwitchExpression => "a switch expression",
        OperationKind.Throw => "throw",
        OperationKind.Tuple or OperationKind.DeconstructionAssignment => "a tuple",
        OperationKind.Await => "await",
        OperationKind.DeclarationExpression => "a variable declared inside an expression",
        OperationKind.SizeOf => "sizeof",
        OperationKind.LocalReference => "a variable declared inside an expression",
        _ => "the kernel compiler has no such operation",
    };
}
