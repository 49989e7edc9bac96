namespace Pico;

public sealed partial class Tensor
{
    /// <summary>The sum over one axis.</summary>
    /// <param name="axis">The axis; negative ones count from the end.</param>
    /// <param name="keepDim">Keep the axis with dimension 1 instead of removing it.</param>
    /// <returns>[..., 1 or nothing, ...].</returns>
    /// <exception cref="ArgumentException">The tensor is int32, or the axis does not exist.</exception>
    [Primitive(PrimitiveKind.Sum)]
    public Tensor Sum(int axis, bool keepDim = false)
    {
        var x = FloatOperand("Sum", this);
        return Total(PrimitiveKind.Sum, x, Kept(x.shape, Layout.Axis("Sum", axis, x.shape)), Result(x.shape, axis, keepDim), 1);
    }

    /// <summary>The sum over several axes.</summary>
    /// <param name="axes">The axes; negative ones count from the end.</param>
    /// <param name="keepDim">Keep the axes with dimension 1 instead of removing them.</param>
    /// <exception cref="ArgumentException">The tensor is int32, or an axis does not exist.</exception>
    [Primitive(PrimitiveKind.Sum)]
    public Tensor Sum(ReadOnlySpan<int> axes, bool keepDim = false) => Total("Sum", PrimitiveKind.Sum, axes, keepDim, isMean: false);

    /// <summary>The mean over several axes.</summary>
    /// <inheritdoc cref="Sum(ReadOnlySpan{int}, bool)"/>
    [Primitive(PrimitiveKind.Mean)]
    public Tensor Mean(ReadOnlySpan<int> axes, bool keepDim = false) => Total("Mean", PrimitiveKind.Mean, axes, keepDim, isMean: true);

    Tensor Total(string name, PrimitiveKind kind, ReadOnlySpan<int> axes, bool keepDim, bool isMean)
    {
        var x = FloatOperand(name, this);
        var (kept, result) = Shapes(name, x.shape, axes, keepDim);
        return Total(kind, x, kept, result, isMean ? x.Size / Math.Max(1, Layout.Size(kept)) : 1);
    }

    /// <summary>The sum of all elements, a scalar.</summary>
    /// <exception cref="ArgumentException">The tensor is int32.</exception>
    [Primitive(PrimitiveKind.Sum)]
    public Tensor Sum() => Total(PrimitiveKind.Sum, FloatOperand("Sum", this), [], [], 1);

    /// <summary>The mean over one axis.</summary>
    /// <inheritdoc cref="Sum(int, bool)"/>
    [Primitive(PrimitiveKind.Mean)]
    public Tensor Mean(int axis, bool keepDim = false)
    {
        var x = FloatOperand("Mean", this);
        var kept = Kept(x.shape, Layout.Axis("Mean", axis, x.shape));
        return Total(PrimitiveKind.Mean, x, kept, Result(x.shape, axis, keepDim), x.shape[Layout.Axis("Mean", axis, x.shape)]);
    }

    /// <summary>The mean of all elements, a scalar.</summary>
    /// <exception cref="ArgumentException">The tensor is int32.</exception>
    [Primitive(PrimitiveKind.Mean)]
    public Tensor Mean() => Total(PrimitiveKind.Mean, FloatOperand("Mean", this), [], [], Size);

    /// <summary>The maximum over one axis; NaN if any element is. The gradient is shared equally among ties, as in torch.amax.</summary>
    /// <inheritdoc cref="Sum(int, bool)"/>
    [Primitive(PrimitiveKind.Max)]
    public Tensor Max(int axis, bool keepDim = false)
    {
        var x = FloatOperand("Max", this);
        return Largest(x, Kept(x.shape, Layout.Axis("Max", axis, x.shape)), Result(x.shape, axis, keepDim));
    }

    /// <summary>The maximum over several axes; NaN if any element is. The gradient is shared equally among all ties, as in torch.amax.</summary>
    /// <inheritdoc cref="Sum(ReadOnlySpan{int}, bool)"/>
    [Primitive(PrimitiveKind.Max)]
    public Tensor Max(ReadOnlySpan<int> axes, bool keepDim = false)
    {
        var x = FloatOperand("Max", this);
        var (kept, result) = Shapes("Max", x.shape, axes, keepDim);
        return Largest(x, kept, result);
    }

    /// <summary>The largest of all elements, a scalar; NaN if any element is.</summary>
    /// <exception cref="ArgumentException">The tensor is int32 or empty.</exception>
    [Primitive(PrimitiveKind.Max)]
    public Tensor Max() => Largest(FloatOperand("Max", this), [], []);

    static Tensor Largest(Tensor x, int[] kept, int[] result)
    {
        var offsets = Layout.BroadcastOffsets(kept, x.shape); // element of x -> element of the result
        var input = x.ToDoubles();
        var maxima = new double[Layout.Size(kept)];
        if (input.Length == 0 && maxima.Length > 0)
        {
            throw new ArgumentException($"Max: shape {Layout.Text(x.shape)} is empty along an axis and has no maximum there.");
        }

        Array.Fill(maxima, double.NegativeInfinity);
        for (var i = 0; i < input.Length; i++)
        {
            maxima[offsets[i]] = Math.Max(maxima[offsets[i]], input[i]);
        }

        return TapeNode.Record(
            PrimitiveKind.Max, Dense.Rounded(maxima, x.Type, result), (x, Shared));

        Tensor Shared(Tensor gradient)
        {
            var upstream = gradient.ToDoubles();
            var ties = new int[maxima.Length];
            for (var i = 0; i < input.Length; i++)
            {
                ties[offsets[i]] += input[i] == maxima[offsets[i]] ? 1 : 0;
            }

            var shares = new double[input.Length];
            for (var i = 0; i < shares.Length; i++)
            {
                shares[i] = input[i] == maxima[offsets[i]] ? upstream[offsets[i]] / ties[offsets[i]] : 0;
            }

            return Dense.Rounded(shares, x.Type, x.shape);
        }
    }

    // Summation scatters every element to its target; the gradient gathers it back.
    static Tensor Total(PrimitiveKind kind, Tensor x, int[] kept, int[] result, int divisor)
    {
        var offsets = Layout.BroadcastOffsets(kept, x.shape);
        return TapeNode.Record(
            kind,
            Dense.ScatterAdd(x, offsets, result, divisor),
            (x, gradient => Dense.Gather(
                divisor == 1 ? gradient : Dense.Divide(gradient, Dense.Scalar(divisor, gradient.Type)), offsets, x.shape)));
    }

    /// <summary>The shape with the axes at one, and that of the result.</summary>
    static (int[] Kept, int[] Result) Shapes(string operation, int[] shape, ReadOnlySpan<int> axes, bool keepDim)
    {
        var kept = (int[])shape.Clone();
        var removed = new bool[shape.Length];
        foreach (var axis in axes)
        {
            kept[Layout.Axis(operation, axis, shape)] = 1;
            removed[Layout.Axis(operation, axis, shape)] = true;
        }

        return (kept, keepDim ? kept : [.. kept.Where((_, axis) => !removed[axis])]);
    }

    static int[] Kept(int[] shape, int axis)
    {
        var kept = (int[])shape.Clone();
        kept[axis] = 1;
        return kept;
    }

    static int[] Result(int[] shape, int axis, bool keepDim)
    {
        axis = Layout.Axis("axis", axis, shape);
        return keepDim ? Kept(shape, axis) : [.. shape[..axis], .. shape[(axis + 1)..]];
    }
}
