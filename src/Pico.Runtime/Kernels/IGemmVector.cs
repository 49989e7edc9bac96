namespace Pico.Kernels;

/// <summary>The five operations of a GEMM micro-kernel on one machine vector <typeparamref name="V"/>.</summary>
internal unsafe interface IGemmVector<V>
    where V : struct
{
    static abstract int Count { get; }

    static abstract V Load(float* source);

    static abstract void Store(float* destination, V value);

    static abstract V Broadcast(float* source);

    static abstract V MultiplyAdd(V a, V b, V c); // a*b + c, rounded once
}
