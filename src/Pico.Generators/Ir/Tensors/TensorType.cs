using System.Linq;

namespace Pico.Generators.Ir;

/// <summary>The shape and element type of a tensor value. Elements are <c>Float32</c>, <c>Int32</c> or <c>Bool</c>.</summary>
internal sealed record TensorType(EquatableArray<Dimension> Shape, ScalarType Element)
{
    private Dimension? size; // asked for again and again by those who weigh plans; not part of the value

    private TensorType(TensorType original) => (Shape, Element) = (original.Shape, original.Element);

    public int Rank => Shape.Count;

    /// <summary>How many elements it has.</summary>
    public Dimension Size => size ??= Dimension.Product(Shape);

    public static TensorType Float(params Dimension[] shape) => new(shape.ToEquatableArray(), ScalarType.Float32);

    public static TensorType Int(params Dimension[] shape) => new(shape.ToEquatableArray(), ScalarType.Int32);

    public bool Equals(TensorType? other) => ReferenceEquals(this, other) || (other is not null && Element == other.Element && Shape.Equals(other.Shape));

    public override int GetHashCode() => (Shape.GetHashCode() * 31) + (int)Element;

    /// <summary>As the user reads it: <c>[batch, 784]</c>, with <c>int32</c> in front where it is not float.</summary>
    public override string ToString() =>
        (Element == ScalarType.Int32 ? "int32 " : string.Empty) + "[" + string.Join(", ", Shape.Select(size => size.ToString())) + "]";
}
