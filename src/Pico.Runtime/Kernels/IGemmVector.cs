namespace Pico.Kernels;

/// <summary>The operations of a GEMM micro-kernel on one machine vector <typeparamref name="V"/>.</summary>
internal unsafe interface IGemmVector<V>
    where V : struct
{
    static abstract int Count { get; }

    static abstract V Load(float* source);

    static abstract V Load(float* source, nint count); // lanes from `count` on touch no memory and are zero

    static abstract void Store(float* destination, V value);

    static abstract V Broadcast(float* source);

    static abstract V Add(V a, V b);

    static abstract V Multiply(V a, V b);

    static abstract V Rectify(V value); // zero where it is not above zero; NaN stays

    static abstract V MultiplyAdd(V a, V b, V c); // a*b + c, rounded once
}
