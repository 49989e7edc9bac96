using System.Collections.Generic;
using System.Linq;
using Pico.Generators.Ir;

namespace Pico.Generators.Emit;

/// <summary>The lanes that code needs: which <c>ISimd</c> its methods are generic over. Each set holds those before it.</summary>
internal enum LaneSet
{
    /// <summary>32 bits: <c>ISimd&lt;F, I&gt;</c>.</summary>
    Words,

    /// <summary>Doubles too: <c>ISimd&lt;F, I, D&gt;</c>.</summary>
    Doubles,

    /// <summary>Long integers too: <c>ISimd&lt;F, I, D, L&gt;</c>.</summary>
    Longs,
}

/// <summary>The sets as generated code writes them.</summary>
internal static class LaneSets
{
    /// <summary>The lanes that hold values of some types.</summary>
    public static LaneSet Of(IEnumerable<ScalarType> types) => types.Aggregate(LaneSet.Words, (set, type) => set.With(Of(type)));

    public static LaneSet Of(ScalarType type) => type.IsLong() ? LaneSet.Longs : type == ScalarType.Float64 ? LaneSet.Doubles : LaneSet.Words;

    public static LaneSet With(this LaneSet set, LaneSet other) => set > other ? set : other;

    /// <summary>The types of the lanes, as type arguments.</summary>
    public static string Lanes(this LaneSet set) => set switch
    {
        LaneSet.Words => "F, I",
        LaneSet.Doubles => "F, I, D",
        _ => "F, I, D, L",
    };

    /// <summary>The type parameters of a method, and the arguments of a call within one.</summary>
    public static string Parameters(this LaneSet set) => "<S, " + set.Lanes() + ">";
}
