namespace Pico.Examples.Grad;

/// <summary>A function written twice: once to be recorded, once to be compiled.</summary>
/// <param name="Name">What the command line calls it.</param>
/// <param name="Purpose">What it shows.</param>
/// <param name="Class">The class whose generated file holds the adjoint.</param>
/// <param name="Inputs">The names of its inputs.</param>
/// <param name="At">Where it is looked at.</param>
/// <param name="Record">The function on the tape.</param>
/// <param name="Evaluate">The method itself.</param>
/// <param name="Gradient">The generated gradient, one number for each input.</param>
internal sealed record GradExample(
    string Name,
    string Purpose,
    Type Class,
    IReadOnlyList<string> Inputs,
    IReadOnlyList<double> At,
    Func<Tensor[], Tensor> Record,
    Func<double[], double> Evaluate,
    Func<double[], double[]> Gradient)
{
    /// <summary>The inputs as named leaves, and the result after the way back.</summary>
    public (Tensor[] Inputs, Tensor Result) RunTape(bool keepsAll = false)
    {
        var inputs = Inputs.Select((name, i) => Tensor.Full(At[i]).RequiresGradient().Named(name)).ToArray();
        var result = Record(inputs);
        if (keepsAll) TapeGraph.Of(result).KeepGradients();
        result.Backward();
        return (inputs, result);
    }
}
