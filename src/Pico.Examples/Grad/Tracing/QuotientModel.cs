using static Pico.Functional;

namespace Pico.Examples.Grad.Tracing;

/// <summary>
/// A quotient behind a mask of minus infinity. The mask is harmless: a softmax makes zeros of it. 0/0 is not, and neither is the derivative of a quotient by a
/// tiny divisor.
/// </summary>
/// <param name="width">The numbers of an example.</param>
[Model]
public sealed partial class QuotientModel(int width)
{
    [Parameter] readonly Tensor divisor = Ones([width]);

    /// <summary>What the softmax sees: minus infinity where the mask is 0.</summary>
    /// <param name="x">[batch, width].</param>
    /// <param name="mask">int32 [batch, width].</param>
    /// <returns>[batch, width].</returns>
    public Tensor Scores([Shape("batch width")] Tensor x, [Shape("batch width", DType.Int32)] Tensor mask) => Where(mask, x * 2f, float.NegativeInfinity);

    /// <summary>The sum of the quotients' shares.</summary>
    /// <param name="x">[batch, width].</param>
    /// <param name="mask">int32 [batch, width]; nonzero where a number counts.</param>
    /// <returns>A scalar.</returns>
    [Loss]
    public Tensor Loss([Shape("batch width")] Tensor x, [Shape("batch width", DType.Int32)] Tensor mask)
    {
        var shares = Softmax(Scores(x, mask));
        var quotients = x / divisor;
        return (shares * quotients).Sum();
    }
}
