using System.Reflection;
using System.Runtime.Loader;

namespace Pico.Benchmarks;

/// <summary>Lets this program use the compiler of the SDK: the one that a build uses, compiled ahead as there.</summary>
internal static class SdkCompiler
{
    /// <summary>From now on the compiler's assemblies are found in its folder. Methods that name its types may be compiled only afterwards.</summary>
    public static void Find(string folder) => AssemblyLoadContext.Default.Resolving += (context, name) =>
    {
        var path = Path.Combine(folder, name.Name + ".dll");
        return File.Exists(path) ? context.LoadFromAssemblyPath(path) : (Assembly?)null;
    };
}
