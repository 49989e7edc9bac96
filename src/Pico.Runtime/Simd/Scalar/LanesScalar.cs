using System.Runtime.CompilerServices;

namespace Pico.Simd;

/// <summary>Sixteen lanes of float for machines without vectors.</summary>
[InlineArray(16)]
public struct FloatLanesScalar
{
    private float lane0;
}

/// <summary>Sixteen lanes of int or uint for machines without vectors.</summary>
[InlineArray(16)]
public struct IntLanesScalar
{
    private int lane0;
}

/// <summary>Sixteen lanes of double for machines without vectors.</summary>
[InlineArray(16)]
public struct DoubleLanesScalar
{
    private double lane0;
}

/// <summary>Sixteen lanes of long or ulong for machines without vectors.</summary>
[InlineArray(16)]
public struct LongLanesScalar
{
    private long lane0;
}
