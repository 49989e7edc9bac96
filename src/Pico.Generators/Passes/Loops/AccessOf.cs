using System;
using System.Linq;
using Pico.Generators.Ir;

namespace Pico.Generators.Passes;

/// <summary>Finds which element of a smaller tensor an iteration over a larger one reads (numpy's broadcasting as indices).</summary>
internal static class AccessOf
{
    /// <summary>The access, or null where the repeated dimensions lie too mixed for one division and remainder (see <see cref="RepeatOperands"/>).</summary>
    public static LoopAccess? Find(TensorType operand, TensorType iteration)
    {
        var columns = operand.Rank == 0 ? Dimension.One : operand.Shape[operand.Rank - 1];
        var iterationColumns = iteration.Rank == 0 ? Dimension.One : iteration.Shape[iteration.Rank - 1];
        var varies = !columns.IsOne && columns == iterationColumns;

        // Leading dimensions: aligned on the right; repeated ones have size one or are absent.
        var lead = iteration.Shape.Take(Math.Max(iteration.Rank - 1, 0)).ToArray();
        var own = new Dimension[lead.Length];
        for (var i = 0; i < lead.Length; i++)
        {
            var axis = i - (iteration.Rank - operand.Rank);
            own[i] = axis < 0 ? Dimension.One : operand.Shape[axis];
        }

        if (operand.Size.IsOne)
        {
            return new LoopAccess(LoopRow.First, Dimension.One, Dimension.One, Dimension.One, false);
        }

        if (lead.SequenceEqual(own))
        {
            return new LoopAccess(LoopRow.Same, Dimension.One, Dimension.One, columns, varies);
        }

        if (own.All(size => size.IsOne))
        {
            return new LoopAccess(LoopRow.First, Dimension.One, Dimension.One, columns, varies);
        }

        var first = Array.FindIndex(own, size => !size.IsOne);
        var last = Array.FindLastIndex(own, size => !size.IsOne);
        for (var i = first; i <= last; i++)
        {
            if (own[i] != lead[i])
            {
                return null;
            }
        }

        var divisor = Dimension.Product(lead.Skip(last + 1));
        var modulus = Dimension.Product(lead.Skip(first).Take(last - first + 1));
        return new LoopAccess(LoopRow.Periodic, divisor, modulus, columns, varies);
    }
}
