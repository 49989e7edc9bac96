namespace Pico.Generators.Ir;

/// <summary>The C# type of a value, as far as grammars care: how it is written, and whether a generated parser treats it in a way of its own.</summary>
/// <param name="Text">The type as generated code writes it, without the annotation of a reference that may be null.</param>
/// <param name="Name">Its simple name.</param>
/// <param name="Form">What it is.</param>
/// <param name="IsReference">Whether its values are references.</param>
/// <param name="IsNullable">Whether it is annotated: a reference that may be null.</param>
/// <param name="Arguments">What a list holds; what may be absent; the elements of a tuple.</param>
internal sealed record GrammarType(
    string Text, string Name, GrammarForm Form, bool IsReference, bool IsNullable, EquatableArray<GrammarType> Arguments)
{
    public static readonly GrammarType Void = new("void", "void", GrammarForm.Void, false, false, EquatableArray<GrammarType>.Empty);

    public static readonly GrammarType Token = new("Token", "Token", GrammarForm.Token, false, false, EquatableArray<GrammarType>.Empty);

    public static readonly GrammarType Bool = new("bool", "bool", GrammarForm.Plain, false, false, EquatableArray<GrammarType>.Empty);

    /// <summary>As generated code declares a variable of it.</summary>
    public string Declared => IsNullable ? Text + "?" : Text;

    /// <summary>The same type where a value may be absent.</summary>
    public GrammarType OrAbsent() => IsReference
        ? this with { IsNullable = true }
        : new GrammarType(Text + "?", Name, GrammarForm.Nullable, false, false, EquatableArray.Of(this));

    /// <summary>Whether a value of the other type can be handed to this one as it is.</summary>
    public bool Accepts(GrammarType other) => (Text == other.Text || Text == "object") && (IsNullable || !other.IsNullable);
}

/// <summary>What a grammar can do with a type.</summary>
internal enum GrammarForm
{
    Plain,
    Void,

    /// <summary>The generated <c>Token</c>.</summary>
    Token,

    /// <summary><c>SourceSpan</c>: where the whole production lies.</summary>
    Span,

    /// <summary><c>ParseErrors</c>: where a method reports errors.</summary>
    Errors,

    /// <summary><c>SourceText</c>: the text that is parsed.</summary>
    Source,

    /// <summary><c>ReadOnlySpan&lt;char&gt;</c>: a list, or the text of a token.</summary>
    ReadOnlySpan,

    /// <summary>A type that a collection expression makes: an array, a list, an interface of one.</summary>
    List,

    /// <summary><c>T?</c> of a value type.</summary>
    Nullable,
    Tuple,
}
