using static Pico.Functional;

namespace Pico.Examples.Grad.Tracing;

/// <summary>A square root, whose derivative at 0 is infinite.</summary>
/// <param name="width">The numbers of an example.</param>
[Model]
public sealed partial class RootModel(int width)
{
    [Parameter] readonly Tensor scale = Ones([width]);

    /// <summary>The sum of the roots.</summary>
    /// <param name="x">[batch, width].</param>
    /// <returns>A scalar.</returns>
    [Loss]
    public Tensor Loss([Shape("batch width")] Tensor x) => (x * scale).Map(Sqrt).Sum();
}
