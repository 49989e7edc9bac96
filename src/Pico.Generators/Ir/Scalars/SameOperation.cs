using System.Collections.Generic;

namespace Pico.Generators.Ir;

/// <summary>Whether instructions compute the same from the same operands, whatever the user calls it and wherever it stands.</summary>
internal sealed class SameOperation : IEqualityComparer<ScalarInstruction>
{
    public static readonly SameOperation Comparer = new();

    private SameOperation()
    {
    }

    public bool Equals(ScalarInstruction? a, ScalarInstruction? b) => ReferenceEquals(a, b) || (a is not null && b is not null &&
        a.Opcode == b.Opcode && a.Type == b.Type && a.Constant == b.Constant && a.Operands.Equals(b.Operands));

    public int GetHashCode(ScalarInstruction instruction) => unchecked(
        (((((int)instruction.Opcode * 31) + (int)instruction.Type) * 31) + instruction.Constant.GetHashCode()) * 31 + instruction.Operands.GetHashCode());
}
