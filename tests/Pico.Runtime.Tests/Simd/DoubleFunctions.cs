using Pico.Simd;

namespace Pico.Runtime.Tests.Simd;

/// <summary>The double functions of SimdMath at one width, by name, for theories over all widths.</summary>
internal abstract unsafe class DoubleFunctions
{
    internal static DoubleFunctions At(int width) => width switch
    {
        512 => new Of<Simd512, System.Runtime.Intrinsics.Vector512<float>, System.Runtime.Intrinsics.Vector512<int>, DoubleLanes512>(),
        256 => new Of<Simd256, FloatLanes256, IntLanes256, DoubleLanes256>(),
        128 => new Of<Simd128, FloatLanes128, IntLanes128, DoubleLanes128>(),
        _ => new Of<SimdScalar, FloatLanesScalar, IntLanesScalar, DoubleLanesScalar>(),
    };

    /// <summary>Fills <paramref name="results"/>; lengths are multiples of sixteen.</summary>
    internal abstract void Apply(string name, double[] x, double[] results);

    internal abstract void Apply(string name, double[] x, double[] y, double[] results);

    private sealed class Of<S, F, I, D> : DoubleFunctions
        where S : struct, ISimd<F, I, D>
        where F : struct
        where I : struct
        where D : struct
    {
        internal override void Apply(string name, double[] x, double[] results)
        {
            Func<D, D> function = name switch
            {
                "Exp" => SimdMath.Exp<S, F, I, D>,
                "Exp2" => SimdMath.Exp2<S, F, I, D>,
                "ExpM1" => SimdMath.ExpM1<S, F, I, D>,
                "Log" => SimdMath.Log<S, F, I, D>,
                "Log2" => SimdMath.Log2<S, F, I, D>,
                "Log10" => SimdMath.Log10<S, F, I, D>,
                "LogP1" => SimdMath.LogP1<S, F, I, D>,
                "Cbrt" => SimdMath.Cbrt<S, F, I, D>,
                "Sin" => SimdMath.Sin<S, F, I, D>,
                "Cos" => SimdMath.Cos<S, F, I, D>,
                "Tan" => SimdMath.Tan<S, F, I, D>,
                "Asin" => SimdMath.Asin<S, F, I, D>,
                "Acos" => SimdMath.Acos<S, F, I, D>,
                "Atan" => SimdMath.Atan<S, F, I, D>,
                "Sinh" => SimdMath.Sinh<S, F, I, D>,
                "Cosh" => SimdMath.Cosh<S, F, I, D>,
                "Tanh" => SimdMath.Tanh<S, F, I, D>,
                "Erf" => SimdMath.Erf<S, F, I, D>,
                "NormalDistribution" => SimdMath.NormalDistribution<S, F, I, D>,
                "NormalDensity" => SimdMath.NormalDensity<S, F, I, D>,
                "Sign" => SimdMath.Sign<S, F, I, D>,
                _ => throw new ArgumentException(name),
            };
            fixed (double* from = x, to = results)
                for (var i = 0; i < x.Length; i += 16) S.Store(to + i, function(S.Load(from + i)));
        }

        internal override void Apply(string name, double[] x, double[] y, double[] results)
        {
            Func<D, D, D> function = name switch
            {
                "Pow" => SimdMath.Pow<S, F, I, D>,
                "Atan2" => SimdMath.Atan2<S, F, I, D>,
                "CopySign" => SimdMath.CopySign<S, F, I, D>,
                _ => throw new ArgumentException(name),
            };
            fixed (double* from = x, and = y, to = results)
                for (var i = 0; i < x.Length; i += 16) S.Store(to + i, function(S.Load(from + i), S.Load(and + i)));
        }
    }
}
