namespace Pico;

/// <summary>
/// Finds out, in an eager run, which operations turn finite operands into NaN or an infinity, on the way forth and back. An operation over an operand that is
/// not finite, such as a mask with minus infinity, only hands it on and is not to blame.
/// </summary>
sealed class NonFiniteWatch
{
    readonly List<int> forward = [];
    readonly List<int> backward = [];

    /// <summary>The numbers of operations whose value is not finite though all their operands are, in the order of the run.</summary>
    public IReadOnlyList<int> Forward => forward;

    /// <summary>The numbers of operations that turn a finite gradient of their result into one of an operand that is not finite, in the order of the way back.</summary>
    public IReadOnlyList<int> Backward => backward;

    public void AfterForward(int number, Tensor result, ReadOnlySpan<Tensor> operands)
    {
        if (operands.Length == 0 || IsFinite(result))
        {
            return; // without operands nothing was computed: a constant, or a copy
        }

        foreach (var operand in operands)
        {
            if (!IsFinite(operand))
            {
                return;
            }
        }

        forward.Add(number);
    }

    public void AfterBackward(int number, Tensor upstream, Tensor share)
    {
        if (number >= 0 && !IsFinite(share) && IsFinite(upstream))
        {
            backward.Add(number);
        }
    }

    public static bool IsFinite(Tensor x)
    {
        foreach (var value in x.ToDoubles())
        {
            if (!double.IsFinite(value))
            {
                return false;
            }
        }

        return true;
    }
}
