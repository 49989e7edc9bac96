namespace Pico.Generators.Ir;

/// <summary>What a convolution step computes.</summary>
internal enum ConvolutionPart
{
    /// <summary>The convolution: rows [batch × filters], columns the windows. Reads images and filters.</summary>
    Result,

    /// <summary>The gradient of the images: rows [batch × channels], columns their planes. Reads the gradient of the result and the filters.</summary>
    Images,

    /// <summary>The gradient of the filters: rows the filters, columns their elements. Reads the images and the gradient of the result.</summary>
    Filters,
}
