using Pico.Simd;

namespace Pico.Runtime.Tests.Simd;

/// <summary>The float functions of SimdMath at one width, by name, for theories over all widths.</summary>
internal abstract unsafe class FloatFunctions
{
    internal static readonly string[] Unary =
    [
        "Exp", "Exp2", "ExpM1", "Log", "Log2", "Log10", "LogP1", "Cbrt", "Sin", "Cos", "Tan", "Asin", "Acos", "Atan",
        "Sinh", "Cosh", "Tanh", "Erf", "Sign",
    ];

    /// <summary>Those whose error is small beside 1, not beside the value.</summary>
    internal static readonly string[] Normal = ["NormalDistribution", "NormalDensity"];

    internal static FloatFunctions At(int width) => width switch
    {
        512 => new Of<Simd512, System.Runtime.Intrinsics.Vector512<float>, System.Runtime.Intrinsics.Vector512<int>>(),
        256 => new Of<Simd256, FloatLanes256, IntLanes256>(),
        128 => new Of<Simd128, FloatLanes128, IntLanes128>(),
        _ => new Of<SimdScalar, FloatLanesScalar, IntLanesScalar>(),
    };

    /// <summary>Fills <paramref name="results"/>; lengths are multiples of sixteen.</summary>
    internal abstract void Apply(string name, float[] x, float[] results);

    internal abstract void Apply(string name, float[] x, float[] y, float[] results);

    private sealed class Of<S, F, I> : FloatFunctions
        where S : struct, ISimd<F, I>
        where F : struct
        where I : struct
    {
        internal override void Apply(string name, float[] x, float[] results)
        {
            Func<F, F> function = name switch
            {
                "Exp" => SimdMath.Exp<S, F, I>,
                "ExpOfNonPositive" => SimdMath.ExpOfNonPositive<S, F, I>,
                "Exp2" => SimdMath.Exp2<S, F, I>,
                "ExpM1" => SimdMath.ExpM1<S, F, I>,
                "Log" => SimdMath.Log<S, F, I>,
                "Log2" => SimdMath.Log2<S, F, I>,
                "Log10" => SimdMath.Log10<S, F, I>,
                "LogP1" => SimdMath.LogP1<S, F, I>,
                "Cbrt" => SimdMath.Cbrt<S, F, I>,
                "Sin" => SimdMath.Sin<S, F, I>,
                "Cos" => SimdMath.Cos<S, F, I>,
                "Tan" => SimdMath.Tan<S, F, I>,
                "Asin" => SimdMath.Asin<S, F, I>,
                "Acos" => SimdMath.Acos<S, F, I>,
                "Atan" => SimdMath.Atan<S, F, I>,
                "Sinh" => SimdMath.Sinh<S, F, I>,
                "Cosh" => SimdMath.Cosh<S, F, I>,
                "Tanh" => SimdMath.Tanh<S, F, I>,
                "Erf" => SimdMath.Erf<S, F, I>,
                "NormalDistribution" => SimdMath.NormalDistribution<S, F, I>,
                "NormalDensity" => SimdMath.NormalDensity<S, F, I>,
                "Sign" => SimdMath.Sign<S, F, I>,
                _ => throw new ArgumentException(name),
            };
            fixed (float* from = x, to = results)
                for (var i = 0; i < x.Length; i += 16) S.Store(to + i, function(S.Load(from + i)));
        }

        internal override void Apply(string name, float[] x, float[] y, float[] results)
        {
            Func<F, F, F> function = name switch
            {
                "Pow" => SimdMath.Pow<S, F, I>,
                "Atan2" => SimdMath.Atan2<S, F, I>,
                "CopySign" => SimdMath.CopySign<S, F, I>,
                _ => throw new ArgumentException(name),
            };
            fixed (float* from = x, and = y, to = results)
                for (var i = 0; i < x.Length; i += 16) S.Store(to + i, function(S.Load(from + i), S.Load(and + i)));
        }
    }
}
