namespace Pico;

public sealed partial class Tensor
{
    /// <summary>Splits one dimension into several; the elements stay in their order.</summary>
    /// <param name="axis">The dimension; negative ones count from the end.</param>
    /// <param name="sizes">What it becomes; their product is its size.</param>
    /// <exception cref="ArgumentException">The sizes do not multiply to that of the dimension, or the axis does not exist.</exception>
    [Primitive(PrimitiveKind.Unflatten)]
    public Tensor Unflatten(int axis, params ReadOnlySpan<int> sizes)
    {
        axis = Layout.Axis("Unflatten", axis, shape);
        if (sizes.IsEmpty || sizes.ToArray().Min() < 0 || Layout.Size(sizes) != shape[axis])
        {
            throw new ArgumentException(
                $"Unflatten: dimension {axis} of shape {Layout.Text(shape)} cannot become {Layout.Text(sizes)}; the product must be {shape[axis]}.", nameof(sizes));
        }

        return Reshape([.. shape[..axis], .. sizes, .. shape[(axis + 1)..]]);
    }

    /// <summary>Makes one dimension of several neighbours; the elements stay in their order.</summary>
    /// <param name="first">The first of them; negative ones count from the end.</param>
    /// <param name="last">The last of them.</param>
    /// <exception cref="ArgumentException">The first lies behind the last, or one does not exist.</exception>
    [Primitive(PrimitiveKind.Flatten)]
    public Tensor Flatten(int first, int last)
    {
        first = Layout.Axis("Flatten", first, shape);
        last = Layout.Axis("Flatten", last, shape);
        return first <= last
            ? Reshape([.. shape[..first], Layout.Size(shape[first..(last + 1)]), .. shape[(last + 1)..]])
            : throw new ArgumentException($"Flatten: of shape {Layout.Text(shape)} the first dimension {first} lies behind the last {last}; exchange them.");
    }
}
