using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Pico.Generators.Diagnostics;

/// <summary>PICO1xxx: what can be wrong with a layer, a model or a tensor function.</summary>
internal static class ModelDiagnostics
{
    public static readonly DiagnosticDescriptor NotPartial = Error(
        "PICO1001", "Class is not partial",
        "'{0}' must be partial, because the generator adds members to it");

    public static readonly DiagnosticDescriptor ShapeMismatch = Error(
        "PICO1002", "Shapes do not match",
        "{0}");

    public static readonly DiagnosticDescriptor UnknownDimension = Error(
        "PICO1003", "Unknown dimension",
        "The shape '{0}' {1}");

    public static readonly DiagnosticDescriptor Rank = Error(
        "PICO1004", "Wrong number of dimensions",
        "{0}");

    public static readonly DiagnosticDescriptor Unsupported = Error(
        "PICO1005", "Not part of the model language",
        "'{0}' is not part of the model language: {1}");

    public static readonly DiagnosticDescriptor NotALayerOrOperation = Error(
        "PICO1006", "Neither layer nor operation",
        "'{0}' cannot be compiled into a model: {1}");

    public static readonly DiagnosticDescriptor NoDerivative = Error(
        "PICO1007", "No derivative",
        "'{0}' has no derivative: {1}");

    public static readonly DiagnosticDescriptor UnusedParameter = Warning(
        "PICO1008", "Unused parameter",
        "'{0}' is never used by a method of '{1}', so it would be stored but never trained");

    public static readonly DiagnosticDescriptor LossNotScalar = Error(
        "PICO1009", "Loss is not a scalar",
        "The loss '{0}' has shape {1}, but must be a scalar: reduce it, for example with Mean()");

    public static readonly DiagnosticDescriptor Recursion = Error(
        "PICO1010", "Recursion",
        "'{0}' contains itself: {1}");

    public static readonly DiagnosticDescriptor BadStack = Error(
        "PICO1011", "Stack of layers cannot be built",
        "{0}");

    public static readonly DiagnosticDescriptor UnsupportedConstructor = Error(
        "PICO1012", "Unsupported constructor",
        "The constructor of '{0}' is not supported: {1}");

    public static readonly DiagnosticDescriptor SpecVersion = Error(
        "PICO1013", "Declaration from another version of PicoLib",
        "'{0}' cannot be read: {1}");

    public static readonly DiagnosticDescriptor UnsupportedDeclaration = Error(
        "PICO1014", "Unsupported declaration",
        "'{0}' cannot be declared this way: {1}");

    public static readonly DiagnosticDescriptor ElementType = Error(
        "PICO1015", "Element types do not match",
        "{0}");

    public static readonly DiagnosticDescriptor StoredScores = Warning(
        "PICO4001", "Scores of attention are stored",
        "'{0}' is {1} in memory, which grows with the square of a length: ScaledDotProductAttention gives the same result without storing the scores");

    public static readonly DiagnosticDescriptor NotIncremental = Error(
        "PICO1017", "Cannot be computed piece by piece",
        "'{0}' cannot be computed for the next elements of a sequence alone: {1}");

    public static readonly DiagnosticDescriptor TooManyVariants = Error(
        "PICO1016", "Too many combinations of conditions",
        "'{0}' has more than {1} combinations of conditions that only construction knows, those of its specialisations included; each would be compiled by itself");

    public static readonly DiagnosticDescriptor NothingToCall = Error(
        "PICO1018", "Layer without a method over tensors",
        "'{0}' has no method that a model could call: declare one that is public or internal, such as 'public Tensor Forward(Tensor x)'");

    public static readonly DiagnosticDescriptor BadSpecialization = Error(
        "PICO1019", "Unsupported specialisation",
        "'{0}' cannot be specialised this way: {1}");

    public static readonly DiagnosticDescriptor SpecializationDoesNotFit = Error(
        "PICO1020", "Model cannot be constructed with the values of a specialisation",
        "'{0}' cannot be constructed with {1}: {2}");

    public static readonly DiagnosticDescriptor BadWeights = Error(
        "PICO1030", "Weights cannot be compared",
        "The weights '{0}' cannot be compared: {1}");

    public static readonly DiagnosticDescriptor WeightsDoNotFit = Error(
        "PICO1031", "Model and weights disagree",
        "'{0}' and the weights '{1}' disagree: {2}");

    public static readonly DiagnosticDescriptor Internal = Error(
        "PICO1999", "Internal error in the model compiler",
        "The model compiler failed on '{0}' ({1}); please report this with the declaration's source");

    public static readonly ImmutableArray<DiagnosticDescriptor> All = ImmutableArray.Create(
        NotPartial, ShapeMismatch, UnknownDimension, Rank, Unsupported, NotALayerOrOperation, NoDerivative, UnusedParameter,
        LossNotScalar, Recursion, BadStack, UnsupportedConstructor, SpecVersion, UnsupportedDeclaration, ElementType, TooManyVariants, StoredScores, NotIncremental, NothingToCall, BadSpecialization,
        SpecializationDoesNotFit, BadWeights, WeightsDoNotFit, Internal);

    private static DiagnosticDescriptor Error(string id, string title, string message) =>
        Create(id, title, message, DiagnosticSeverity.Error);

    private static DiagnosticDescriptor Warning(string id, string title, string message) =>
        Create(id, title, message, DiagnosticSeverity.Warning);

    private static DiagnosticDescriptor Create(string id, string title, string message, DiagnosticSeverity severity) => new(
        id, title, message, "Pico.Models", severity, isEnabledByDefault: true,
        helpLinkUri: "https://github.com/picolib/picolib/blob/main/docs/diagnostics/" + id + ".md");
}
