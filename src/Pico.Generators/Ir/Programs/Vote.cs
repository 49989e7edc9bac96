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

/// <summary>What votes are called in source, and what they are for one element alone.</summary>
internal static class Votes
{
    /// <summary>The type of the outcome.</summary>
    public static ScalarType Type(this Vote vote) => vote == Vote.Count ? ScalarType.Int32 : ScalarType.Bool;

    /// <summary>The outcome where there is one element, computed from its condition.</summary>
    public static Computation Alone(this Vote vote, Computation condition)
    {
        if (vote != Vote.Count)
        {
            return condition;
        }

        var builder = new ScalarBuilder(condition.Function.Name);
        var arguments = new int[condition.Function.Parameters.Count];
        for (var i = 0; i < arguments.Length; i++)
        {
            var parameter = condition.Function.Parameters[i];
            arguments[i] = builder.Parameter(parameter.Name, parameter.Type, parameter.IsUniform);
        }

        var holds = builder.Inline(condition.Function, arguments)[0];
        var count = builder.Emit(ScalarOpcode.Select, ScalarType.Int32, holds, builder.Constant(ScalarType.Int32, 1L), builder.Constant(ScalarType.Int32, 0L));
        return condition with { Function = builder.Build(new ScalarResult("count", count)) };
    }
}
