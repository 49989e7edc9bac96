using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Pico.Simd;

public static partial class SimdMath
{
    // The density is even and the distribution odd about 1/2, so |x| is cut into pieces of 8/19, each with a polynomial of its own in
    // -1/2 <= r <= 1/2, a minimax fit of the relative error (tests/goldens/fit_normal.py). The coefficients of one power are a table of sixteen that the
    // lanes look up: no exponential, and five multiply-adds where polynomials for the whole range took thirteen. Beyond 6.1 the last piece is 0, to the
    // accuracy of both.
    private const float PiecesPerUnit = 2.375f, LastPiece = 15 / PiecesPerUnit;

    /// <summary>
    /// The normal distribution function Φ(x) = ∫₋∞ˣ e^(-t²/2) dt / √(2π). Absolute error at most 6.2e-8; below -4 at most 6e-10.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static F NormalDistribution<S, F, I>(F x)
        where S : struct, ISimd<F, I>
        where F : struct
        where I : struct
    {
        // what lies beyond |x|
        var r = PlaceInPiece<S, F, I>(x, out var piece);
        var q = S.Lookup(Vector512.Create(
            -1.2796563e-4f, -7.7701465e-5f, 2.3696608e-5f, 7.910635e-5f, 6.256671e-5f, 1.8294888e-5f, -9.926863e-6f, -1.4862953e-5f,
            -9.42959e-6f, -4.013375e-6f, -1.268839e-6f, -3.107114e-7f, -6.024474e-8f, -9.372682e-9f, -1.1803206e-9f, 0f), piece);
        q = S.FusedMultiplyAdd(q, r, S.Lookup(Vector512.Create(
            -3.0601425e-6f, -5.624092e-4f, -7.013039e-4f, -4.1632683e-4f, -3.726969e-5f, 1.6924083e-4f, 1.8263498e-4f, 1.1390977e-4f,
            5.0869163e-5f, 1.7375094e-5f, 4.678258e-6f, 1.0096624e-6f, 1.7648205e-7f, 2.5157506e-8f, 2.9390301e-9f, 0f), piece));
        q = S.FusedMultiplyAdd(q, r, S.Lookup(Vector512.Create(
            0.0049641808f, 0.0037366026f, 0.0010124003f, -0.0013310866f, -0.0022068233f, -0.0018571658f, -0.0010985286f, -4.956837e-4f,
            -1.7656069e-4f, -5.0542498e-5f, -1.1752578e-5f, -2.2353317e-6f, -3.4943943e-7f, -4.505436e-8f, -4.803683e-9f, 0f), piece));
        q = S.FusedMultiplyAdd(q, r, S.Lookup(Vector512.Create(
            -1.16661205e-7f, 0.013626204f, 0.02088912f, 0.020115703f, 0.014421274f, 0.008117942f, 0.0036741598f, 0.0013540338f,
            4.0938778e-4f, 1.0204329e-4f, 2.1038632e-5f, 3.5963299e-6f, 5.105839e-7f, 6.028577e-8f, 5.925839e-9f, 0f), piece));
        q = S.FusedMultiplyAdd(q, r, S.Lookup(Vector512.Create(
            -0.1679757f, -0.15372673f, -0.117830664f, -0.07564379f, -0.04067189f, -0.01831561f, -0.0069080293f, -0.0021821882f,
            -5.773438e-4f, -1.2793214e-4f, -2.374245e-5f, -3.6903646e-6f, -4.804044e-7f, -5.2376194e-8f, -4.782382e-9f, 0f), piece));
        q = S.FusedMultiplyAdd(q, r, S.Lookup(Vector512.Create(
            0.5f, 0.33685833f, 0.19986452f, 0.103266224f, 0.046070494f, 0.0176342f, 0.00576329f, 0.0016024557f,
            3.780006e-4f, 7.548364e-5f, 1.273891e-5f, 1.8144616e-6f, 2.178868e-7f, 2.2039464e-8f, 1.8764863e-9f, 0f), piece));
        return S.Select(S.LessThan(x, S.Broadcast(0f)), q, S.Subtract(S.Broadcast(1f), q));
    }

    /// <summary>The density φ(x) = e^(-x²/2) / √(2π) of the normal distribution, its derivative. Absolute error at most 4.2e-8; beyond 4 at most 3.3e-9.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static F NormalDensity<S, F, I>(F x)
        where S : struct, ISimd<F, I>
        where F : struct
        where I : struct
    {
        var r = PlaceInPiece<S, F, I>(x, out var piece);
        var p = S.Lookup(Vector512.Create(
            -6.8383015e-5f, -2.2214462e-4f, -2.1545883e-4f, -3.8408743e-5f, 9.46506e-5f, 9.61395e-5f, 3.594846e-5f, -6.240326e-6f,
            -1.5207639e-5f, -9.632006e-6f, -3.863627e-6f, -1.125129e-6f, -2.5048217e-7f, -4.3762615e-8f, -6.094416e-9f, 0f), piece);
        p = S.FusedMultiplyAdd(p, r, S.Lookup(Vector512.Create(
            0.0016055206f, 9.3292043e-4f, -2.6778315e-4f, -9.358645e-4f, -7.514938e-4f, -2.2779095e-4f, 1.13216476e-4f, 1.7730748e-4f,
            1.1439905e-4f, 4.9379454e-5f, 1.5829786e-5f, 3.9325773e-6f, 7.741235e-7f, 1.2237182e-7f, 1.5671386e-8f, 0f), piece));
        p = S.FusedMultiplyAdd(p, r, S.Lookup(Vector512.Create(
            -9.853347e-6f, 0.0053982018f, 0.0067159063f, 0.0039645457f, 3.307515e-4f, -0.0016312948f, -0.0017437346f, -0.0010806349f,
            -4.796359e-4f, -1.6280098e-4f, -4.3549324e-5f, -9.335672e-6f, -1.620594e-6f, -2.2941057e-7f, -2.6615243e-8f, 0f), piece));
        p = S.FusedMultiplyAdd(p, r, S.Lookup(Vector512.Create(
            -0.035362154f, -0.026625207f, -0.0072159003f, 0.009483335f, 0.015725203f, 0.013234267f, 0.00782788f, 0.0035315969f,
            0.0012575489f, 3.5980038e-4f, 8.359845e-5f, 1.5882855e-5f, 2.4792257e-6f, 3.190429e-7f, 3.3934416e-8f, 0f), piece));
        p = S.FusedMultiplyAdd(p, r, S.Lookup(Vector512.Create(
            -4.926564e-8f, -0.064727046f, -0.099225804f, -0.095550016f, -0.06849999f, -0.038559165f, -0.017451873f, -0.0064317277f,
            -0.0019447479f, -4.8480058e-4f, -9.9969984e-5f, -1.7092683e-5f, -2.427404e-6f, -2.867069e-7f, -2.8193027e-8f, 0f), piece));
        p = S.FusedMultiplyAdd(p, r, S.Lookup(Vector512.Create(
            0.3989423f, 0.365101f, 0.27984786f, 0.17965402f, 0.096595705f, 0.043499533f, 0.016406551f, 0.0051826998f,
            0.0013712004f, 3.0384507e-4f, 5.6391036e-5f, 8.7654635e-6f, 1.1411609e-6f, 1.2443031e-7f, 1.1363517e-8f, 0f), piece));
        return p;
    }

    // |x| = (piece + r) / PiecesPerUnit; NaN passes into r.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static F PlaceInPiece<S, F, I>(F x, out I piece)
        where S : struct, ISimd<F, I>
        where F : struct
        where I : struct
    {
        // the sum's last bits are the nearest integer
        var a = S.Lesser(S.Broadcast(LastPiece), S.Abs(x));
        var sum = S.FusedMultiplyAdd(a, S.Broadcast(PiecesPerUnit), S.Broadcast(12582912f));
        piece = S.AsInt(sum);
        return S.FusedMultiplyAdd(a, S.Broadcast(PiecesPerUnit), S.Subtract(S.Broadcast(12582912f), sum));
    }
}
