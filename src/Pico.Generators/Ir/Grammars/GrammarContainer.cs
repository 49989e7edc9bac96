namespace Pico.Generators.Ir;

/// <summary>The class of a grammar, which the generated file opens again.</summary>
/// <param name="Namespace">Its namespace, or empty.</param>
/// <param name="Headers">The headers of the types around it and its own, outermost first.</param>
/// <param name="Name">Its name, with the types around it.</param>
/// <param name="HintName">The name of the generated file.</param>
/// <param name="IsStatic">Whether it is static; otherwise a parser calls the methods of an instance.</param>
internal sealed record GrammarContainer(string Namespace, EquatableArray<string> Headers, string Name, string HintName, bool IsStatic);
