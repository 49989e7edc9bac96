namespace Pico.Generators.Ir;

/// <summary>What all lanes that are at a place say together about a condition.</summary>
internal enum Vote
{
    /// <summary>Whether it holds in any of them.</summary>
    Any,

    /// <summary>Whether it holds in each of them.</summary>
    All,

    /// <summary>In how many of them it holds.</summary>
    Count,
}

/// <summary>What votes give.</summary>
internal static class Votes
{
    /// <summary>The type of the outcome.</summary>
    public static ScalarType Type(this Vote vote) => vote == Vote.Count ? ScalarType.Int32 : ScalarType.Bool;
}
