namespace Pico.Simd;

/// <summary>A kernel as something that can be run without knowing its signature.</summary>
/// <param name="Name">With type and namespace.</param>
/// <param name="Signature">Its name and the types of its parameters.</param>
/// <param name="Reduce">How the results of the elements are combined.</param>
/// <param name="HasFunctions">Whether it calls functions with an error of their own, such as Exp; otherwise lanes have the bits of the scalar method.</param>
/// <param name="Parameters">What <see cref="KernelData"/> has to hold, in this order; a struct is a parameter for each of its fields.</param>
/// <param name="Lanes">Runs the span method; null where inputs cannot be made up: of a struct that has more than what the kernel can read.</param>
/// <param name="Scalar">Runs the scalar method on one element; null where <paramref name="Lanes"/> is.</param>
public sealed record KernelDescription(
    string Name,
    string Signature,
    Reduction Reduce,
    bool HasFunctions,
    IReadOnlyList<KernelParameter> Parameters,
    Action<KernelData>? Lanes,
    Action<KernelData, int>? Scalar);
