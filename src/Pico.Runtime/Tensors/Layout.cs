namespace Pico;

/// <summary>Shapes, strides and the maps from the elements of one tensor to those of another.</summary>
static class Layout
{
    public static int Size(ReadOnlySpan<int> shape)
    {
        var size = 1;
        foreach (var dimension in shape)
        {
            size = checked(size * dimension);
        }

        return size;
    }

    public static string Text(ReadOnlySpan<int> shape) => $"[{string.Join(", ", shape.ToArray())}]";

    public static int[] Checked(ReadOnlySpan<int> shape)
    {
        foreach (var dimension in shape)
        {
            if (dimension < 0)
            {
                throw new ArgumentException($"Shape {Text(shape)} has a negative dimension.", nameof(shape));
            }
        }

        return shape.ToArray();
    }

    public static int[] Filled(ReadOnlySpan<int> shape, int count)
    {
        var dimensions = Checked(shape);
        var size = Size(dimensions);
        return size == count ? dimensions : throw new ArgumentException(
            $"{count} values do not fill shape {Text(shape)}, which has {size} elements.", nameof(shape));
    }

    public static int[] Strides(ReadOnlySpan<int> shape)
    {
        var strides = new int[shape.Length];
        for (int axis = shape.Length - 1, stride = 1; axis >= 0; axis--)
        {
            strides[axis] = stride;
            stride *= shape[axis];
        }

        return strides;
    }

    /// <summary>The axis counted from the front.</summary>
    public static int Axis(string operation, int axis, ReadOnlySpan<int> shape) =>
        axis >= -shape.Length && axis < shape.Length
            ? (axis + shape.Length) % shape.Length
            : throw new ArgumentOutOfRangeException(
                nameof(axis), $"{operation}: axis {axis} does not exist in a tensor of shape {Text(shape)}.");

    /// <summary>
    /// For each element of <paramref name="shape"/>, in order, its offset in a storage with the given strides: stride 0
    /// repeats (broadcast, or the target of a sum), exchanged strides transpose, a start other than 0 slices.
    /// </summary>
    public static int[] Offsets(ReadOnlySpan<int> shape, ReadOnlySpan<int> strides, int start = 0)
    {
        var offsets = new int[Size(shape)];
        var index = new int[shape.Length];
        for (int element = 0, offset = start; element < offsets.Length; element++)
        {
            offsets[element] = offset;
            for (var axis = shape.Length - 1; axis >= 0; axis--)
            {
                offset += strides[axis];
                if (++index[axis] < shape[axis])
                {
                    break;
                }

                offset -= strides[axis] * shape[axis];
                index[axis] = 0;
            }
        }

        return offsets;
    }

    /// <summary>For each element of <paramref name="to"/>, the element of <paramref name="from"/> that broadcasting puts there.</summary>
    public static int[] BroadcastOffsets(ReadOnlySpan<int> from, ReadOnlySpan<int> to)
    {
        var strides = Strides(from);
        var spread = new int[to.Length];
        for (int axis = to.Length - 1, source = from.Length - 1; source >= 0; axis--, source--)
        {
            spread[axis] = from[source] == 1 ? 0 : strides[source];
        }

        return Offsets(to, spread);
    }

    /// <summary>The common shape of two operands by numpy's rule: aligned at the end, a dimension of 1 repeats.</summary>
    public static int[] Broadcast(string operation, ReadOnlySpan<int> a, ReadOnlySpan<int> b)
    {
        var shape = new int[Math.Max(a.Length, b.Length)];
        for (var back = 1; back <= shape.Length; back++)
        {
            var left = back <= a.Length ? a[^back] : 1;
            var right = back <= b.Length ? b[^back] : 1;
            if (left != right && left != 1 && right != 1)
            {
                throw new ArgumentException(
                    $"{operation}: shapes {Text(a)} and {Text(b)} do not broadcast: axis -{back} is {left} on the left and {right} on the right.");
            }

            shape[^back] = left == 1 ? right : left;
        }

        return shape;
    }
}
