using Pico.Simd;

namespace Pico.Kernels;

/// <summary>
/// What happens to a matrix product while it is still in registers: adding a bias, an activation, writing it somewhere.
/// Implemented by structs that hold nothing but pointers and numbers.
/// </summary>
/// <remarks>
/// Every piece of sixteen columns of every row is handed over exactly once, when its value is final. Pieces start at columns
/// that are multiples of sixteen. They come in any order and from several threads at once. An epilogue must not start
/// another product. <see cref="Prefetches"/> has no default, because ReadyToRun compiles no method that reads a static member whose body is an interface's.
/// </remarks>
public interface IGemmEpilogue
{
    /// <summary>Receives sixteen elements of a row of the product.</summary>
    /// <typeparam name="S">The operations of the width in use.</typeparam>
    /// <typeparam name="F">Sixteen lanes of float.</typeparam>
    /// <typeparam name="I">Sixteen lanes of int.</typeparam>
    /// <param name="value">The elements at <paramref name="column"/> to <paramref name="column"/> + 15.</param>
    /// <param name="row">The row; in a batched product, batch index × rows + row.</param>
    /// <param name="column">The column of the first lane.</param>
    void Store<S, F, I>(F value, nint row, nint column)
        where S : struct, ISimd<F, I>
        where F : struct
        where I : struct;

    /// <summary>Receives the last, incomplete piece of a row of the product.</summary>
    /// <typeparam name="S">The operations of the width in use.</typeparam>
    /// <typeparam name="F">Sixteen lanes of float.</typeparam>
    /// <typeparam name="I">Sixteen lanes of int.</typeparam>
    /// <param name="value">The elements; the lanes from <paramref name="count"/> on hold nothing.</param>
    /// <param name="row">The row; in a batched product, batch index × rows + row.</param>
    /// <param name="column">The column of the first lane.</param>
    /// <param name="count">How many lanes exist: 1 to 15.</param>
    void Store<S, F, I>(F value, nint row, nint column, int count)
        where S : struct, ISimd<F, I>
        where F : struct
        where I : struct;

    /// <summary>Whether <see cref="Prefetch"/> has something to ask for.</summary>
    static abstract bool Prefetches { get; }

    /// <summary>
    /// Asks for the cache lines that <c>Store</c> will load for a piece of sixteen elements, while the product is still computed: a tile is so
    /// few lines of so many rows that no processor foresees them. Whether it is called changes nothing but time.
    /// </summary>
    /// <param name="row">The row.</param>
    /// <param name="column">The column of the first lane.</param>
    void Prefetch(nint row, nint column)
    {
    }

    /// <summary>
    /// What happens to products, and where they go, if <c>Store</c> does nothing else. Products then do it themselves, in registers, where a whole tile is
    /// finished. The default value if there is more to it.
    /// </summary>
    GemmTarget Target { get; }
}
