using static Pico.Functional;

namespace Pico.Examples.Grad.Tracing;

/// <summary>A layer that takes a logarithm, without asking whether it may.</summary>
/// <param name="width">The size of the last dimension.</param>
[Layer]
public sealed partial class LogarithmLayer(int width)
{
    [Parameter] readonly Tensor scale = Ones([width]);

    /// <summary>log(x · scale).</summary>
    /// <param name="x">[batch, width].</param>
    /// <returns>[batch, width].</returns>
    public Tensor Forward([Shape("batch width")] Tensor x) => (x * scale).Map(Log);
}
