namespace Pico.Generators.Ir;

/// <summary>The monoid with which a kernel combines its results; the numbers are those of Pico.Reduction.</summary>
internal enum KernelReduction
{
    None,
    Sum,
    Max,
    Min,
    ArgMax,
    ArgMin,
}
