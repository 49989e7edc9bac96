namespace Pico.Generators.Ir;

/// <summary>A method of the user: what makes a value of the parts of a production, or of the text of a token.</summary>
internal sealed record GrammarAction(string Method, GrammarType Result, EquatableArray<GrammarParameter> Parameters, bool IsStatic);

/// <summary>A parameter of such a method.</summary>
internal sealed record GrammarParameter(string Name, GrammarType Type);

/// <summary>A stretch of the text of an attribute: the attribute's ordinal in the grammar, then offset and length in the string.</summary>
internal readonly record struct GrammarRange(int Site, int Start, int Length);
