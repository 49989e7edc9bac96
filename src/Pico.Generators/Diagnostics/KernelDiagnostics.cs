using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Pico.Generators.Diagnostics;

/// <summary>PICO2xxx: what can be wrong with a kernel or a differentiable method.</summary>
internal static class KernelDiagnostics
{
    public static readonly DiagnosticDescriptor ContainerNotPartial = Error(
        "PICO2001", "Containing type is not partial",
        "'{0}' holds a kernel, so it must be partial: the generated overloads are written into it");

    public static readonly DiagnosticDescriptor NotAScalarMethod = Error(
        "PICO2002", "Not a scalar method",
        "'{0}' cannot be a kernel: {1}");

    public static readonly DiagnosticDescriptor UnsupportedStatement = Error(
        "PICO2003", "Unsupported statement",
        "A kernel cannot contain this statement ({0}); docs/kernels.md lists those that it can");

    public static readonly DiagnosticDescriptor UnsupportedExpression = Error(
        "PICO2004", "Unsupported expression",
        "A kernel cannot contain this expression: {0}");

    public static readonly DiagnosticDescriptor UnsupportedType = Error(
        "PICO2005", "Unsupported type",
        "A kernel cannot use '{0}' here: {1}");

    public static readonly DiagnosticDescriptor UnsupportedCall = Error(
        "PICO2006", "Unsupported call",
        "A kernel cannot call '{0}': {1}");

    public static readonly DiagnosticDescriptor Recursion = Error(
        "PICO2007", "Recursion",
        "A kernel's calls are inlined, so they may not be recursive: {0}");

    public static readonly DiagnosticDescriptor NoDerivative = Error(
        "PICO2008", "No derivative",
        "'{0}' has no derivative here: {1}");

    public static readonly DiagnosticDescriptor UnsafeNotAllowed = Error(
        "PICO2009", "Unsafe code is not allowed",
        "The generated overload of '{0}' reads its spans through pointers: set <AllowUnsafeBlocks>true</AllowUnsafeBlocks> in the project file");

    public static readonly DiagnosticDescriptor SpecVersion = Error(
        "PICO2010", "Kernel from another version of PicoLib",
        "The body of '{0}' in assembly '{1}' has format {2}, this generator reads format {3}: {4}");

    public static readonly DiagnosticDescriptor SpecDamaged = Error(
        "PICO2011", "Kernel body in metadata is damaged",
        "The body of '{0}' in assembly '{1}' cannot be read ({2}): rebuild that assembly");

    public static readonly DiagnosticDescriptor Passing = Error(
        "PICO2012", "Parameter passing",
        "Parameter '{0}' cannot be passed this way: {1}");

    public static readonly DiagnosticDescriptor NotReducible = Error(
        "PICO2013", "Result cannot be reduced",
        "'{0}' has Reduce = {1}, but {2}");

    public static readonly DiagnosticDescriptor TooLarge = Error(
        "PICO2014", "Kernel is too large",
        "'{0}' is too large to be compiled: {1}");

    public static readonly DiagnosticDescriptor NothingToDo = Error(
        "PICO2015", "Nothing to compute",
        "'{0}' {1}");

    public static readonly DiagnosticDescriptor NameTaken = Error(
        "PICO2016", "Generated name is taken",
        "'{0}' would be generated for '{1}', but {2}");

    public static readonly DiagnosticDescriptor GradientRule = Error(
        "PICO2017", "Not a gradient",
        "'{0}' cannot be the gradient of '{1}': {2}");

    public static readonly DiagnosticDescriptor Internal = Error(
        "PICO2099", "Internal error in the kernel compiler",
        "The kernel compiler failed on '{0}' ({1}); please report this with the method's source");

    public static readonly DiagnosticDescriptor Gather = Note(
        "PICO4002", "Lanes read memory one by one",
        "Each lane reads '{0}' at a place of its own (a gather), which costs about as much as sixteen loads; side by side, as at 'index + 1' of an [ElementIndex], they are one");

    public static readonly DiagnosticDescriptor Scatter = Note(
        "PICO4003", "Lanes write memory one by one",
        "Each lane writes '{0}' at a place of its own (a scatter), which costs about as much as sixteen stores; side by side, as at 'index + 1' of an [ElementIndex], they are one");

    public static readonly DiagnosticDescriptor DivisionInLoop = Note(
        "PICO4004", "Integer division in a loop",
        "No processor divides integers in lanes: this costs about thirty multiplications, in every round; multiply by a reciprocal, shift, or divide floats");

    public static readonly ImmutableArray<DiagnosticDescriptor> All = ImmutableArray.Create(
        ContainerNotPartial, NotAScalarMethod, UnsupportedStatement, UnsupportedExpression, UnsupportedType, UnsupportedCall,
        Recursion, NoDerivative, UnsafeNotAllowed, SpecVersion, SpecDamaged, Passing, NotReducible, TooLarge, NothingToDo,
        NameTaken, GradientRule, Internal, Gather, Scatter, DivisionInLoop);

    private static DiagnosticDescriptor Note(string id, string title, string message) => new(
        id, title, message, "Pico.Kernels", DiagnosticSeverity.Warning, isEnabledByDefault: true,
        helpLinkUri: "https://github.com/picolib/picolib/blob/main/docs/diagnostics/" + id + ".md");

    private static DiagnosticDescriptor Error(string id, string title, string message) => new(
        id, title, message, "Pico.Kernels", DiagnosticSeverity.Error, isEnabledByDefault: true,
        helpLinkUri: "https://github.com/picolib/picolib/blob/main/docs/diagnostics/" + id + ".md");
}
