namespace Pico.Simd;

/// <summary>The kernels of all loaded assemblies that carry <see cref="RegisterKernelsAttribute"/>. Thread-safe.</summary>
public static class KernelRegistry
{
    private static readonly Dictionary<string, KernelDescription> Registered = new(StringComparer.Ordinal);

    /// <summary>All of them, in the order of their names.</summary>
    public static IReadOnlyList<KernelDescription> Kernels
    {
        get
        {
            lock (Registered) return [.. Registered.Values.OrderBy(kernel => kernel.Name, StringComparer.Ordinal).ThenBy(kernel => kernel.Signature, StringComparer.Ordinal)];
        }
    }

    /// <summary>Adds a kernel; called by generated code when a module is initialised.</summary>
    /// <param name="kernel">The kernel.</param>
    public static void Register(KernelDescription kernel)
    {
        lock (Registered) Registered[kernel.Name + kernel.Signature] = kernel;
    }
}
