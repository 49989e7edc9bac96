using System.ComponentModel;
using Pico.Memory;

namespace Pico;

public sealed partial class Tensor
{
    readonly InitializationRule? rule;
    AlignedBuffer? segment;
    long segmentOffset;
    Storage segmentStorage;

    Tensor(int[] shape, InitializationRule rule)
        : this(DType.Float32, shape, values: null)
    {
        this.rule = rule;
        keepsGradient = true;
    }

    /// <summary>Whether the tensor was made by an initialiser; such tensors ask for a gradient unless a model binds them as frozen.</summary>
    public bool IsParameter => rule is not null;

    /// <summary>
    /// Whether this is a parameter that has a shape and a rule, but no values yet. A model gives it values with
    /// <see cref="Bind"/>. Where a layer is tried on its own, outside any model, first use gives it the values of seed 0
    /// and an empty name.
    /// </summary>
    public bool IsDescriptor => rule is not null && segment is null && values is null;

    internal static Tensor Describe(ReadOnlySpan<int> shape, InitializationRule rule) => new(Layout.Checked(shape), rule);

    /// <summary>Makes a parameter live in a model's memory from now on; values are read there and nowhere else.</summary>
    /// <param name="memory">The buffer; the tensor keeps it alive.</param>
    /// <param name="offset">The first byte of its <see cref="Size"/> elements, which the caller has filled or will fill.</param>
    /// <param name="isFrozen">Whether it is never trained; then no run computes a gradient for it any more.</param>
    /// <param name="storage">What the elements are there; to eager runs they are float32 in any case.</param>
    /// <exception cref="InvalidOperationException">The tensor is not a parameter.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public void Bind(AlignedBuffer memory, long offset, bool isFrozen = false, Storage storage = Storage.Float32)
    {
        RequireParameter("Bind");
        ArgumentNullException.ThrowIfNull(memory);
        segment = memory;
        segmentOffset = offset;
        segmentStorage = storage;
        values = null;
        keepsGradient = !isFrozen;
        Gradient = isFrozen ? null : Gradient;
    }

    /// <summary>
    /// Writes the parameter's initial values. They depend only on the rule, the seed, the name and the element's position
    /// (counter-based random numbers), not on the order in which parameters are initialised.
    /// </summary>
    /// <param name="seed">The model's seed.</param>
    /// <param name="dottedName">The parameter's name in the model, such as <c>blocks.0.attention.query.weight</c>.</param>
    /// <param name="destination">Exactly <see cref="Size"/> elements, last dimension fastest.</param>
    /// <exception cref="InvalidOperationException">The tensor is not a parameter.</exception>
    /// <exception cref="ArgumentException">The destination has another size.</exception>
    public void Initialize(ulong seed, string dottedName, Span<float> destination)
    {
        RequireParameter("Initialize");
        ArgumentNullException.ThrowIfNull(dottedName);
        if (destination.Length != Size)
        {
            throw new ArgumentException(
                $"Initialize: parameter '{dottedName}' of shape {Layout.Text(shape)} has {Size} elements, the destination {destination.Length}.",
                nameof(destination));
        }

        rule!.Fill(seed, dottedName, destination);
    }

    /// <summary>A copy of what lies in the model's memory as bfloat16.</summary>
    unsafe float[] Widened() => Array.ConvertAll(new ReadOnlySpan<BFloat16>(segment!.Pointer + segmentOffset, Size).ToArray(), value => (float)value);

    float[] Materialize()
    {
        var initial = new float[Size];
        rule!.Fill(seed: 0, dottedName: "", initial);
        return initial;
    }

    void RequireParameter(string operation)
    {
        if (rule is null)
        {
            throw new InvalidOperationException(
                $"{operation}: {this} is not a parameter; parameters are made by Uniform, Normal, Constant, Zeros or Ones of Pico.Functional.");
        }
    }
}
