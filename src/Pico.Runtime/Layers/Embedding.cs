using static Pico.Functional;

namespace Pico.Layers;

/// <summary>A table of vectors, one for each of a vocabulary's words or of a context's places.</summary>
/// <param name="numEmbeddings">The rows of the table.</param>
/// <param name="embeddingDim">The size of each vector.</param>
/// <param name="std">The standard deviation of the initial values: torch's 1, or what a model prescribes (GPT-2: 0.02).</param>
[Layer]
public sealed partial class Embedding(int numEmbeddings, int embeddingDim, float std = 1f)
{
    [Parameter] readonly Tensor weight = Normal([numEmbeddings, embeddingDim], std);

    /// <summary>The table, [numEmbeddings, embeddingDim], for a head that shares it.</summary>
    public Tensor Weight => weight;

    /// <summary>Looks vectors up.</summary>
    /// <param name="ids">int32 [...], each from 0 to numEmbeddings - 1.</param>
    /// <returns>[..., embeddingDim].</returns>
    public Tensor Forward([Shape("...", DType.Int32)] Tensor ids) => Functional.Embedding(ids, weight);
}
