namespace Pico.Simd;

/// <summary>Operations no vector unit has, as a loop over the sixteen lanes.</summary>
internal static unsafe partial class LaneByLane
{
    internal static F Remainder<S, F, I>(F a, F b)
        where S : ISimd<F, I>
        where F : struct
        where I : struct
    {
        float* left = stackalloc float[16], right = stackalloc float[16];
        S.Store(left, a);
        S.Store(right, b);
        for (var i = 0; i < 16; i++) left[i] %= right[i];
        return S.Load(left);
    }

    internal static D Remainder<S, F, I, D>(D a, D b)
        where S : ISimd<F, I, D>
        where F : struct
        where I : struct
        where D : struct
    {
        double* left = stackalloc double[16], right = stackalloc double[16];
        S.Store(left, a);
        S.Store(right, b);
        for (var i = 0; i < 16; i++) left[i] %= right[i];
        return S.Load(left);
    }

    internal static F Sin<S, F, I>(F a)
        where S : ISimd<F, I>
        where F : struct
        where I : struct
    {
        var lanes = stackalloc float[16];
        S.Store(lanes, a);
        for (var i = 0; i < 16; i++) lanes[i] = (float)Math.Sin(lanes[i]);
        return S.Load(lanes);
    }

    internal static F Cos<S, F, I>(F a)
        where S : ISimd<F, I>
        where F : struct
        where I : struct
    {
        var lanes = stackalloc float[16];
        S.Store(lanes, a);
        for (var i = 0; i < 16; i++) lanes[i] = (float)Math.Cos(lanes[i]);
        return S.Load(lanes);
    }

    internal static F Tan<S, F, I>(F a)
        where S : ISimd<F, I>
        where F : struct
        where I : struct
    {
        var lanes = stackalloc float[16];
        S.Store(lanes, a);
        for (var i = 0; i < 16; i++) lanes[i] = (float)Math.Tan(lanes[i]);
        return S.Load(lanes);
    }

    internal static D Sin<S, F, I, D>(D a)
        where S : ISimd<F, I, D>
        where F : struct
        where I : struct
        where D : struct
    {
        var lanes = stackalloc double[16];
        S.Store(lanes, a);
        for (var i = 0; i < 16; i++) lanes[i] = Math.Sin(lanes[i]);
        return S.Load(lanes);
    }

    internal static D Cos<S, F, I, D>(D a)
        where S : ISimd<F, I, D>
        where F : struct
        where I : struct
        where D : struct
    {
        var lanes = stackalloc double[16];
        S.Store(lanes, a);
        for (var i = 0; i < 16; i++) lanes[i] = Math.Cos(lanes[i]);
        return S.Load(lanes);
    }

    internal static D Tan<S, F, I, D>(D a)
        where S : ISimd<F, I, D>
        where F : struct
        where I : struct
        where D : struct
    {
        var lanes = stackalloc double[16];
        S.Store(lanes, a);
        for (var i = 0; i < 16; i++) lanes[i] = Math.Tan(lanes[i]);
        return S.Load(lanes);
    }
}
