namespace Pico.Kernels;

/// <summary>The sums of two rows of a tile, kept in registers; how wide the tile is tells the struct.</summary>
internal unsafe interface IGemmRows<V>
    where V : struct
{
    /// <summary>One row of B, in as many vectors as the tile is wide; the second is empty if there is one.</summary>
    static abstract void LoadColumns(float* b, out V b0, out V b1);

    void Load(float* c, nint stride);

    void AddProduct(float* first, float* second, V b0, V b1);

    /// <summary>Does to the sums what comes last; <paramref name="row"/> is the first one's in the tile.</summary>
    void Finish(in GemmTileSums sums, nint row);

    /// <summary>Adds a row of two vectors, as <see cref="LoadColumns"/> has it, to both rows.</summary>
    void Add(V b0, V b1);

    /// <summary>What is not above zero becomes zero.</summary>
    void Rectify();

    /// <summary>Multiplies element by element.</summary>
    void Multiply(float* factor, nint stride);

    /// <summary>Adds element by element.</summary>
    void Add(float* addend, nint stride);

    void Store(float* c, nint stride);
}
