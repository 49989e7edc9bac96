using System.Globalization;
using System.Runtime.InteropServices;

namespace Pico;

/// <summary>
/// A float of 16 bits: the upper half of an IEEE 754 binary32, so of the same range, with eight significant bits. It is a form
/// of storage; whoever computes with one computes in float32 (Kalamkar et al., "A Study of BFLOAT16 for Deep Learning Training",
/// 2019).
/// </summary>
/// <param name="Bits">The sign, eight bits of exponent and seven of the significand.</param>
[StructLayout(LayoutKind.Sequential, Size = sizeof(ushort))]
public readonly record struct BFloat16(ushort Bits)
{
    private const int Quiet = 1 << 22; // of a NaN, whose payload may lie in the lower half alone

    /// <summary>The float that it stands for, exactly.</summary>
    /// <param name="value">The stored number.</param>
    public static implicit operator float(BFloat16 value) => BitConverter.Int32BitsToSingle(value.Bits << 16);

    /// <summary>The nearest one; of two that are equally near, the even one. NaN stays NaN.</summary>
    /// <param name="value">The number to store.</param>
    public static explicit operator BFloat16(float value)
    {
        var bits = BitConverter.SingleToInt32Bits(value);
        bits = float.IsNaN(value) ? bits | Quiet : bits + 0x7FFF + ((bits >> 16) & 1);
        return new BFloat16((ushort)((uint)bits >> 16));
    }

    /// <inheritdoc/>
    public override string ToString() => ((float)this).ToString(CultureInfo.InvariantCulture);
}
