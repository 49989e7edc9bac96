namespace Pico;

public sealed partial class Tensor
{
    TapeNode? tape;
    bool keepsGradient;

    /// <summary>Whether <see cref="Backward()"/> from a result of this tensor computes a gradient for it.</summary>
    public bool IsDifferentiable => tape is not null || keepsGradient;

    /// <summary>
    /// The gradient that <see cref="Backward()"/> accumulated here: for parameters and for tensors that asked with
    /// <see cref="RequiresGradient"/>; null before the first one and after <see cref="ClearGradient"/>.
    /// </summary>
    public Tensor? Gradient { get; private set; }

    /// <summary>A name for messages and pictures, such as that of the variable that holds it; null until <see cref="Named"/> gives one.</summary>
    public string? Name { get; private set; }

    internal TapeNode? Tape => tape;

    /// <summary>Gives the tensor a name, which changes nothing but how it is shown.</summary>
    /// <param name="name">The name.</param>
    /// <returns>This tensor.</returns>
    public Tensor Named(string name)
    {
        Name = name;
        return this;
    }

    internal void AttachTape(TapeNode node) => tape = node;

    /// <summary>
    /// Asks for <see cref="Gradient"/>. Operations on this tensor are recorded from now on; a tensor that is itself a
    /// result keeps its gradient too.
    /// </summary>
    /// <returns>This tensor.</returns>
    /// <exception cref="InvalidOperationException">The tensor is int32.</exception>
    public Tensor RequiresGradient()
    {
        if (Type == DType.Int32)
        {
            throw new InvalidOperationException("RequiresGradient: an Int32 tensor has no gradient; use Float32 or Float64.");
        }

        keepsGradient = true;
        return this;
    }

    /// <summary>Forgets the accumulated gradient.</summary>
    public void ClearGradient() => Gradient = null;

    internal void RestoreGradient(Tensor? gradient) => Gradient = gradient;

    /// <summary>Adds the gradient of this scalar to every tensor it depends on that asked for one. The tape stays usable.</summary>
    /// <exception cref="InvalidOperationException">The tensor is not a scalar, or depends on nothing differentiable.</exception>
    public void Backward()
    {
        if (Size != 1)
        {
            throw new InvalidOperationException(
                $"Backward: the tensor has shape {Layout.Text(shape)}, not one element; pass the upstream gradient of that shape.");
        }

        Backward(Dense.Reshape(Dense.Scalar(1, Type), shape));
    }

    /// <summary>Adds the vector-Jacobian product with <paramref name="upstream"/> to every tensor that asked for a gradient.</summary>
    /// <param name="upstream">The gradient of the final quantity by this tensor: same shape and type.</param>
    /// <exception cref="ArgumentException">Shape or type of <paramref name="upstream"/> differ.</exception>
    /// <exception cref="InvalidOperationException">The tensor depends on nothing differentiable.</exception>
    public void Backward(Tensor upstream)
    {
        if (upstream.Type != Type || !upstream.Shape.SequenceEqual(shape))
        {
            throw new ArgumentException(
                $"Backward: the upstream gradient is {upstream}, but the tensor is {this}; type and shape must agree.", nameof(upstream));
        }

        if (!IsDifferentiable)
        {
            throw new InvalidOperationException(
                "Backward: the tensor depends on nothing differentiable; call RequiresGradient() on an input before using it.");
        }

        // Every consumer was recorded after its operands, so going down the sequence completes each gradient before it is
        // passed on; no recursion, and the depth of the graph does not matter.
        var gradients = new Dictionary<Tensor, Tensor>(ReferenceEqualityComparer.Instance) { [this] = upstream };
        var queue = new PriorityQueue<Tensor, long>();
        queue.Enqueue(this, -(tape?.Sequence ?? 0));
        while (queue.TryDequeue(out var tensor, out _))
        {
            gradients.Remove(tensor, out var gradient);
            if (tensor.keepsGradient)
            {
                tensor.Gradient = tensor.Gradient is { } sum ? Dense.Add(sum, gradient!) : gradient;
            }

            foreach (var (operand, pullback) in tensor.tape?.Edges ?? [])
            {
                var share = pullback(gradient!);
                EagerContext.Current?.Watch?.AfterBackward(tensor.tape!.Operation, gradient!, share);
                if (gradients.TryGetValue(operand, out var others))
                {
                    gradients[operand] = Dense.Add(others, share);
                }
                else
                {
                    gradients[operand] = share;
                    queue.Enqueue(operand, -(operand.tape?.Sequence ?? 0));
                }
            }
        }
    }

    /// <summary>The same values, cut off from the gradient.</summary>
    [Primitive(PrimitiveKind.Detach)]
    public Tensor Detach()
    {
        var x = Operand();
        return TapeNode.Record(PrimitiveKind.Detach, Dense.Reshape(x, x.Shape));
    }

    // A parameter stands for its leaf of the current run (its float64 promotion, for example).
    Tensor Operand() => rule is null ? this : EagerContext.Current?.Leaf(this) ?? this;

    internal static Tensor AttentionOperand(Tensor x) => FloatOperand("ScaledDotProductAttention", x);

    static Tensor FloatOperand(string operation, Tensor x)
    {
        x = x.Operand();
        return x.Type == DType.Int32
            ? throw new ArgumentException($"{operation}: the operand is {x}, but must be Float32 or Float64; Int32 serves only as indices.")
            : x;
    }

    static (Tensor A, Tensor B) FloatOperands(string operation, Tensor a, Tensor b)
    {
        (a, b) = (a.Operand(), b.Operand());
        return a.Type == b.Type && a.Type != DType.Int32 ? (a, b) : throw new ArgumentException(
            $"{operation}: the operands are {a} and {b}, but must both be Float32 or both Float64.");
    }
}
