namespace Pico;

/// <summary>The shape of a parameter. A size that a constructor was given is reported by the name that it has there.</summary>
static class ParameterShape
{
    /// <summary>The shape, when every dimension is at least 1.</summary>
    /// <param name="rule">The initialiser, for messages.</param>
    /// <param name="shape">The dimensions.</param>
    /// <param name="sizes">Their expression, such as <c>[outFeatures, inFeatures]</c>.</param>
    public static ReadOnlySpan<int> Checked(string rule, ReadOnlySpan<int> shape, string sizes)
    {
        for (var axis = 0; axis < shape.Length; axis++)
        {
            if (shape[axis] < 1)
            {
                var names = Names(sizes);
                var name = names.Count == shape.Length ? names[axis] : $"dimension {axis}";
                throw new ArgumentException(
                    $"{rule}: {name} is {shape[axis]} in the shape {(names.Count == shape.Length ? $"[{string.Join(", ", names)}]" : Layout.Text(shape))}, but a size must be at least 1.",
                    nameof(shape));
            }
        }

        return shape;
    }

    /// <summary>The items of a collection expression; a comma inside brackets separates none.</summary>
    static List<string> Names(string sizes)
    {
        var names = new List<string>();
        if (sizes is not ['[', .. var items, ']'])
        {
            return names;
        }

        var (depth, start) = (0, 0);
        for (var i = 0; i <= items.Length; i++)
        {
            if (i == items.Length || (items[i] == ',' && depth == 0))
            {
                names.Add(items[start..i].Trim());
                start = i + 1;
            }
            else
            {
                depth += items[i] is '(' or '[' ? 1 : items[i] is ')' or ']' ? -1 : 0;
            }
        }

        return names;
    }
}
