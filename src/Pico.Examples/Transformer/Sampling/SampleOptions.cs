namespace Pico.Examples.Transformer.Sampling;

/// <summary>What <c>pico sample</c> was asked to do.</summary>
/// <param name="Model">The folder that training wrote.</param>
/// <param name="Prompt">The text to continue, or null.</param>
/// <param name="Tokens">The characters to write.</param>
/// <param name="Temperature">What logits are divided by; 0 always takes the likeliest.</param>
/// <param name="TopK">How many of the likeliest to choose from; 0 for all.</param>
/// <param name="TopP">The probability to choose from, likeliest first.</param>
/// <param name="Seed">What the choices follow from.</param>
internal sealed record SampleOptions(string Model, string? Prompt, int Tokens, double Temperature, int TopK, double TopP, int Seed);
