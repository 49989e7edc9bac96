namespace Pico;

/// <summary>How a model keeps its parameters and what its steps leave for each other. Arithmetic is float32 in every case.</summary>
public enum Storage
{
    /// <summary>As they are computed.</summary>
    Float32,

    /// <summary>
    /// Rounded to bfloat16: half the memory and half the traffic, at a relative error of at most 2⁻⁹ for each stored number (Kalamkar et
    /// al., "A Study of BFLOAT16 for Deep Learning Training", 2019). Statistics that many elements depend on, sums that are
    /// added up in memory, gradients of parameters, inputs and results stay float32. Training keeps the precision of float32 weights: the
    /// optimizer holds what the stored ones lack.
    /// </summary>
    BFloat16,
}
