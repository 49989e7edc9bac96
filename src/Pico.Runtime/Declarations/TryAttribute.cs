namespace Pico;

/// <summary>
/// Lets an alternative that begins like others be chosen by trying it: where three tokens do not decide, the parser reads ahead whether the whole alternative
/// follows, without running any method, and takes it if so; alternatives are tried in the order of their declaration.
/// </summary>
/// <param name="tokens">How many tokens it may read ahead; an alternative that fits so far is taken.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class TryAttribute(int tokens = 64) : Attribute
{
    /// <summary>How many tokens the parser may read ahead.</summary>
    public int Tokens { get; } = tokens;
}
