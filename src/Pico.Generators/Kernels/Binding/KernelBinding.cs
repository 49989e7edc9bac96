using System.Collections.Generic;
using Microsoft.CodeAnalysis;

namespace Pico.Generators.Kernels;

/// <summary>What binding a kernel yields: the spec for the generator, the session with diagnostics and locations for the analyzer.</summary>
internal sealed class KernelBinding
{
    public KernelBinding(KernelSpec? spec, BindingSession session)
    {
        Spec = spec;
        Diagnostics = session.Diagnostics;
    }

    public KernelSpec? Spec { get; }

    public IReadOnlyList<Diagnostic> Diagnostics { get; }
}
