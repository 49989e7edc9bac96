namespace Pico.Models;

/// <summary>
/// A function of single numbers: what a map computes for every element. Values are numbered, the inputs first, then one for each instruction, which
/// reads only values before it; so what is shared stands once.
/// </summary>
/// <param name="Name">The user's name for it.</param>
/// <param name="Inputs">The element types of the inputs: <c>Float32</c>, <c>Int32</c> or <c>Bool</c>.</param>
/// <param name="Instructions">The operations, in order.</param>
/// <param name="Result">The number of the value that is returned.</param>
public sealed record ScalarDescription(string Name, IReadOnlyList<string> Inputs, IReadOnlyList<ScalarInstructionDescription> Instructions, int Result);

/// <summary>One operation on single numbers.</summary>
/// <param name="Operation">Its name in the compiler's scalar representation: <c>Constant</c>, <c>Add</c>, <c>LessThan</c>, <c>Select</c>, <c>Tanh</c> and so on.</param>
/// <param name="Type">The element type of the result.</param>
/// <param name="Operands">The numbers of the values that it reads.</param>
/// <param name="Constant">The value of a constant; bools are 0 and 1.</param>
public sealed record ScalarInstructionDescription(string Operation, string Type, IReadOnlyList<int> Operands, double Constant = 0);
