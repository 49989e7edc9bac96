using System.Runtime.CompilerServices;

namespace Pico;

/// <summary>
/// The functions of torch.nn.functional and torch.nn.init, for <c>using static Pico.Functional;</c>. Those over tensors are
/// written in the model language and inlined by the compiler.
/// </summary>
public static partial class Functional
{
    /// <summary>exp(x) divided by its sum along an axis; stable for large values.</summary>
    /// <param name="x">Any shape.</param>
    /// <param name="axis">The axis along which the results sum to 1.</param>
    /// <returns>The shape of x.</returns>
    [TensorFunction]
    public static Tensor Softmax(Tensor x, int axis = -1)
    {
        var maximum = x.Max(axis, keepDim: true).Detach();
        var exponentials = (x - maximum).Map(MathF.Exp);
        var total = exponentials.Sum(axis, keepDim: true);
        return exponentials / total;
    }

    /// <summary>The logarithm of <see cref="Softmax"/>, without leaving the range of float.</summary>
    /// <param name="x">Any shape.</param>
    /// <param name="axis">The axis along which the exponentials of the results sum to 1.</param>
    /// <returns>The shape of x.</returns>
    [TensorFunction]
    public static Tensor LogSoftmax(Tensor x, int axis = -1)
    {
        var maximum = x.Max(axis, keepDim: true).Detach();
        var shifted = x - maximum;
        var exponentials = shifted.Map(MathF.Exp);
        var logTotal = exponentials.Sum(axis, keepDim: true).Map(MathF.Log);
        return shifted - logTotal;
    }

    /// <summary>Every row divided by the root of its mean square (Zhang and Sennrich 2019, arXiv:1910.07467), without a weight.</summary>
    /// <param name="x">[..., width].</param>
    /// <param name="eps">Added to the mean square; keeps the division away from zero.</param>
    /// <returns>[..., width].</returns>
    [TensorFunction]
    public static Tensor RMSNorm(Tensor x, float eps = 1e-5f)
    {
        var meanSquare = (x * x).Mean(-1, keepDim: true); // [..., 1]
        return x * (meanSquare + eps).Map(Rsqrt);
    }

    /// <summary>
    /// Layers that are alike but have parameters of their own, for a field such as
    /// <c>readonly Block[] blocks = Repeat(depth, () => new Block(width));</c>. A <c>foreach</c> over them is compiled once, whatever
    /// their number.
    /// </summary>
    /// <typeparam name="TLayer">The class of the layers.</typeparam>
    /// <param name="count">How many layers; at least one.</param>
    /// <param name="make">Makes one layer.</param>
    /// <param name="size">The expression of the count, for messages; the compiler fills it in.</param>
    /// <exception cref="ArgumentOutOfRangeException">The count is less than one.</exception>
    [Primitive(PrimitiveKind.Repeat)]
    public static TLayer[] Repeat<TLayer>(int count, Func<TLayer> make, [CallerArgumentExpression(nameof(count))] string size = "")
        where TLayer : class
    {
        ArgumentNullException.ThrowIfNull(make);
        if (count < 1)
        {
            throw new ArgumentOutOfRangeException(nameof(count), $"Repeat: {size} is {count}, but there must be at least one layer.");
        }

        var layers = new TLayer[count];
        for (var i = 0; i < count; i++)
        {
            layers[i] = make();
        }

        return layers;
    }

    /// <summary>The mean over all counted rows of the negative log-likelihood of the target classes.</summary>
    /// <param name="logits">[..., classes].</param>
    /// <param name="targets">int32 [...], each from 0 to classes - 1, or <paramref name="ignoreIndex"/>.</param>
    /// <param name="ignoreIndex">Rows with this target count neither in the sum nor in the mean; NaN when all have it.</param>
    /// <param name="labelSmoothing">How much of the target's weight is spread over all classes, from 0 to 1 (Szegedy et al. 2016).</param>
    /// <returns>A scalar.</returns>
    [TensorFunction]
    public static Tensor CrossEntropy(Tensor logits, Tensor targets, int ignoreIndex = -100, float labelSmoothing = 0f)
    {
        var logProbabilities = LogSoftmax(logits);
        var losses = -logProbabilities.Pick(targets, ignoreIndex).Reshape(-1, 1); // [rows, 1]
        if (labelSmoothing != 0f)
        {
            var uniform = logProbabilities.Mean(-1, keepDim: true).Reshape(-1, 1);
            losses = losses * (1f - labelSmoothing) - uniform * labelSmoothing;
        }

        // Divided before the sum: the gradient then waits for the count alone, and rows go forward and back in one pass.
        var count = Where(NotEqual(targets.Reshape(-1), ignoreIndex), FullLike(losses.Reshape(-1), 1f), 0f).Sum();
        return Where(NotEqual(targets.Reshape(-1, 1), ignoreIndex), losses / count, 0f).Sum();
    }

    /// <summary>The mean over all elements of the squared difference.</summary>
    /// <param name="input">Any shape.</param>
    /// <param name="target">The same shape.</param>
    /// <returns>A scalar.</returns>
    [TensorFunction]
    public static Tensor MSELoss(Tensor input, Tensor target)
    {
        var difference = input - target;
        return (difference * difference).Mean();
    }

    /// <summary>
    /// Inverted dropout: in training each element becomes 0 with probability p, and is multiplied by 1 / (1 - p)
    /// otherwise (<see cref="DropoutMask"/>); the identity in evaluation and outside any <see cref="EagerContext"/>.
    /// </summary>
    /// <param name="x">Any shape.</param>
    /// <param name="p">The probability of dropping an element, from 0 to below 1.</param>
    /// <returns>The shape of x.</returns>
    /// <exception cref="ArgumentOutOfRangeException">p is negative, 1 or more, or not a number.</exception>
    [Primitive(PrimitiveKind.Dropout)]
    public static Tensor Dropout(Tensor x, float p) => x.Dropout(p);
}
