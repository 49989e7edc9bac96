using System.Reflection;
using Pico.Kernels;

namespace Pico.Runtime.Tests.Kernels;

/// <summary>No timer would tell on a busy machine that profile-guided compilation has inlined a micro-kernel; its mark does.</summary>
public sealed class GemmInliningTests
{
    [Fact]
    public void No_micro_kernel_is_inlined()
    {
        var kernels = typeof(GemmTile<,>).GetMethods(BindingFlags.NonPublic | BindingFlags.Static).Where(method => method.Name.StartsWith("Rows", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(kernels);
        Assert.All(kernels, kernel => Assert.True(kernel.MethodImplementationFlags.HasFlag(MethodImplAttributes.NoInlining), kernel.Name));
    }
}
