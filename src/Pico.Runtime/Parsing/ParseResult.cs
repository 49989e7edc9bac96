namespace Pico.Parsing;

/// <summary>What a parse gave: a value, or errors; after recovery, both.</summary>
/// <typeparam name="T">The type of the value.</typeparam>
/// <param name="value">The value.</param>
/// <param name="hasValue">Whether there is one.</param>
/// <param name="errors">The errors in the order of the text.</param>
public readonly struct ParseResult<T>(T value, bool hasValue, IReadOnlyList<ParseError> errors)
{
    private readonly IReadOnlyList<ParseError>? errors = errors;

    /// <summary>Whether the text is in the language and no method of the grammar objected.</summary>
    public bool IsSuccess => hasValue && Errors.Count == 0;

    /// <summary>Whether there is a value: of the whole text, or of what could be read of it.</summary>
    public bool HasValue => hasValue;

    /// <summary>The value, or the default where there is none.</summary>
    public T? ValueOrDefault => hasValue ? value : default;

    /// <summary>The value.</summary>
    /// <exception cref="FormatException">There are errors; the message is the first one's.</exception>
    public T Value => IsSuccess ? value : throw new FormatException(Errors.Count > 0 ? Errors[0].Message : "nothing was parsed");

    /// <summary>The errors in the order of the text.</summary>
    public IReadOnlyList<ParseError> Errors => errors ?? [];
}
