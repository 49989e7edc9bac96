using System;
using Pico.Generators.Ir;

namespace Pico.Generators.Models;

/// <summary>
/// Why a model cannot be lowered: the diagnostic's id and arguments, and the expressions that led there, innermost first. The text
/// of a cause is the last argument.
/// </summary>
internal sealed record LoweringError(string Id, EquatableArray<string> Arguments, EquatableArray<ExpressionPlace> Places, LoweringError? Cause = null);

/// <summary>An expression by the body that holds it and its ordinal there.</summary>
internal sealed record ExpressionPlace(string Body, int Ordinal);

/// <summary>Leaves the lowering of one entry point with an error.</summary>
internal sealed class LoweringException : Exception
{
    public LoweringException(LoweringError error)
        : base(error.Id) => Error = error;

    public LoweringError Error { get; }
}

/// <summary>The ids that lowering reports.</summary>
internal static class LoweringIds
{
    public const string ShapeMismatch = "PICO1002";
    public const string UnknownDimension = "PICO1003";
    public const string Rank = "PICO1004";
    public const string Unsupported = "PICO1005";
    public const string NotALayerOrOperation = "PICO1006";
    public const string NoDerivative = "PICO1007";
    public const string LossNotScalar = "PICO1009";
    public const string Recursion = "PICO1010";
    public const string ElementType = "PICO1015";
    public const string TooManyVariants = "PICO1016";
    public const string NotIncremental = "PICO1017";
    public const string SpecializationDoesNotFit = "PICO1020";

    /// <summary>A note: the model is valid.</summary>
    public const string StoredScores = "PICO4001";
}
