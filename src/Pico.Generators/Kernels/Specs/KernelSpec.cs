using Pico.Generators.Emit;
using Pico.Generators.Ir;

namespace Pico.Generators.Kernels;

/// <summary>
/// A kernel or differentiable method as the generator caches it: equatable, without symbols or locations.
/// <see cref="Program"/> is null when the body is outside the subset; <see cref="Helpers"/> are the other methods of the
/// same type that it calls.
/// </summary>
internal sealed record KernelSpec(
    KernelContainer Container, KernelSignature Signature, ScalarProgramSpec? Program, EquatableArray<ScalarProgramSpec> Helpers);
