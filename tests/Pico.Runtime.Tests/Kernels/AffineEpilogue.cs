using Pico.Kernels;
using Pico.Simd;

namespace Pico.Runtime.Tests.Kernels;

/// <summary>All that a target can say, written out: <c>C = max(A·B + bias, 0) ∘ factor + addend</c>, where what is null or not asked for is left out.</summary>
internal readonly unsafe struct AffineEpilogue(float* c, nint stride, float* bias, bool rectifies, float* factor, float* addend) : IGemmEpilogue
{
    public static bool Prefetches => false;

    public GemmTarget Target => new(c, stride) { Bias = bias, Rectifies = rectifies, Factor = factor, Addend = addend };

    public void Store<S, F, I>(F value, nint row, nint column)
        where S : struct, ISimd<F, I>
        where F : struct
        where I : struct => Store<S, F, I>(value, row, column, 16);

    public void Store<S, F, I>(F value, nint row, nint column, int count)
        where S : struct, ISimd<F, I>
        where F : struct
        where I : struct
    {
        var place = row * stride + column;
        value = bias is null ? value : S.Add(value, S.Load(bias + column, count));
        value = rectifies ? S.Select(S.LessThanOrEqual(value, S.Broadcast(0f)), S.Broadcast(0f), value) : value;
        value = factor is null ? value : S.Multiply(value, S.Load(factor + place, count));
        value = addend is null ? value : S.Add(value, S.Load(addend + place, count));
        S.Store(c + place, value, count);
    }
}
