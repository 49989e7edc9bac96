namespace Pico.Examples.Grad.Functions;

/// <summary>
/// A square root by five rounds of Newton's method: a loop. A tape holds every round; compiled code goes through the loop backwards, with the few values
/// it needs on a scratch.
/// </summary>
public static partial class NewtonRoot
{
    private const int Rounds = 5;

    /// <summary>The root for the compiler.</summary>
    /// <param name="x">A positive number.</param>
    /// <param name="guess">Where to begin.</param>
    /// <param name="rounds">How many rounds.</param>
    [Differentiable]
    public static double Evaluate(double x, double guess, int rounds = Rounds)
    {
        var root = guess;
        for (var i = 0; i < rounds; i++)
        {
            root = 0.5 * (root + x / root);
        }

        return root;
    }

    /// <summary>The root for the tape.</summary>
    /// <param name="x">Positive numbers.</param>
    /// <param name="guess">Where to begin.</param>
    public static Tensor Record(Tensor x, Tensor guess)
    {
        var root = guess;
        for (var i = 0; i < Rounds; i++)
        {
            root = 0.5f * (root + x / root);
        }

        return root;
    }
}
