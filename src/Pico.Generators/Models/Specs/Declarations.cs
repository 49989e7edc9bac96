using Pico.Generators.Ir;

namespace Pico.Generators.Models;

/// <summary>
/// A <c>[Layer]</c> class as the generator sees it. An invalid one still yields its attribute and a stub, because a missing
/// declaration would hide the analyzer's messages.
/// </summary>
/// <param name="Type">The class to extend.</param>
/// <param name="FullName">Its name from the global namespace on.</param>
/// <param name="Accessibility">Its accessibility, as C# writes it.</param>
/// <param name="CanExtend">Whether the class and those around it are partial.</param>
/// <param name="HasAttribute">Whether the attribute's name is free.</param>
/// <param name="Spec">The declaration; of an invalid one, the constructor's parameters only.</param>
/// <param name="Payload">The serialised declaration, or null when it is invalid.</param>
/// <param name="Problem">The id of the first error, when it is invalid.</param>
internal sealed record LayerDeclaration(
    ModelType Type, string FullName, string Accessibility, bool CanExtend, bool HasAttribute, LayerSpec Spec, string? Payload, string Problem);

/// <summary>A <c>[TensorFunction]</c> with the class that carries its spec.</summary>
internal sealed record FunctionDeclaration(ModelType Type, string Key, string Payload);

/// <summary>
/// A <c>[Model]</c> as the generator sees it; without a spec it is invalid and yields stubs. <see cref="SpecializedNames"/> are the names
/// that its <c>[Specialize]</c> attributes may give; null when it has none.
/// </summary>
internal sealed record ModelDeclaration(
    ModelType Type, bool CanExtend, ModelSpec? Spec, EquatableArray<EntryPointSignature> Signatures, string Problem,
    EquatableArray<string>? SpecializedNames = null);

/// <summary>What a caller sees of a compiled entry point.</summary>
internal sealed record EntryPointSignature(
    string Name, bool IsLoss, EquatableArray<EntryInputSignature> Inputs, EquatableArray<string> Dimensions);

/// <summary>An input of an entry point: its name and whether it holds int32.</summary>
internal sealed record EntryInputSignature(string Name, bool IsInt32);
