namespace Pico;

/// <summary>
/// Asks for a form of an entry point that takes a sequence piece by piece and remembers what attention needs of the elements
/// before: <c>Logits</c> then also yields <c>LogitsPrefill</c>, which begins sequences, and <c>LogitsStep</c>, which continues them
/// at the cost of the new elements alone. Both are derived from the method; what cannot be (a value that depends on later
/// elements) is an error at its expression.
/// </summary>
/// <param name="dimension">The named dimension along which elements come, such as <c>time</c>.</param>
/// <param name="capacity">How many elements a sequence may have: a size over the constructor's parameters, such as <c>context</c>.</param>
/// <example><code>
/// [Incremental("time", "context")]
/// public Tensor Logits([Shape("batch time", DType.Int32)] Tensor ids) => …
/// </code></example>
[AttributeUsage(AttributeTargets.Method)]
public sealed class IncrementalAttribute(string dimension, string capacity) : Attribute
{
    /// <summary>The named dimension along which elements come.</summary>
    public string Dimension { get; } = dimension;

    /// <summary>How many elements a sequence may have.</summary>
    public string Capacity { get; } = capacity;
}
