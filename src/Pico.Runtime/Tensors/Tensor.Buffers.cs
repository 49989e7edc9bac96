namespace Pico;

public sealed partial class Tensor
{
    /// <summary>
    /// Gives a <see cref="BufferAttribute"/> field a new value, in training only: write <c>if (IsTraining) count.Update(count + 1f);</c>. No gradient
    /// goes through it. What is read afterwards is the new value.
    /// </summary>
    /// <param name="value">The new value, in the buffer's shape.</param>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    /// <exception cref="InvalidOperationException">This is no buffer of a model, or the run does not train.</exception>
    [Primitive(PrimitiveKind.Update)]
    public void Update(Tensor value)
    {
        ArgumentNullException.ThrowIfNull(value);
        if (rule is null || EagerContext.Current is not { Training: true })
        {
            throw new InvalidOperationException("Update: only a buffer is given a new value, and only in training.");
        }

        var target = Operand();
        value = value.Operand();
        if (!value.Shape.SequenceEqual(shape) || value.Type != target.Type)
        {
            throw new ArgumentException($"Update: the value is {value}, but the buffer is {target}.", nameof(value));
        }

        if (target.Type == DType.Float64)
        {
            value.AsSpan<double>().CopyTo(target.AsSpan<double>());
        }
        else
        {
            value.AsSpan<float>().CopyTo(target.AsSpan<float>());
        }
    }
}
