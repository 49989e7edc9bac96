using System.Linq;
using Pico.Generators.Ir;

namespace Pico.Generators.Emit;

/// <summary>
/// An epilogue that is no more than <c>C = max(product + bias, 0) ∘ factor + addend</c>, any of which may be missing: micro-kernels do that by themselves,
/// while the sums are in registers.
/// </summary>
internal sealed class EpilogueTarget
{
    private readonly LoopProgram program;
    private readonly Dimension width;

    private EpilogueTarget(LoopProgram program, Dimension width, LoopSink.Store store)
    {
        this.program = program;
        this.width = width;
        Store = store;
    }

    /// <summary>Where the result goes. If it accumulates, nothing else is added last.</summary>
    public LoopSink.Store Store { get; }

    /// <summary>What is added to each column, or null.</summary>
    public LoopSource.Load? Bias { get; private set; }

    /// <summary>Whether what is not above zero then becomes zero.</summary>
    public bool Rectifies { get; private set; }

    /// <summary>The matrix that is multiplied with, or null.</summary>
    public LoopSource.Load? Factor { get; private set; }

    /// <summary>The matrix that is added last, or null.</summary>
    public LoopSource.Load? Addend { get; private set; }

    /// <summary>The target of an epilogue, or null if it does something else.</summary>
    public static EpilogueTarget? Find(LoopProgram program, Dimension width, LoopBody body)
    {
        if (body.Sinks.Count != 1 || body.Sinks[0] is not LoopSink.Store store || !IsFloat(program, store.Buffer))
        {
            return null;
        }

        var target = new EpilogueTarget(program, width, store);
        return target.Follows(body) && !(store.Accumulate && target.Addend is not null) ? target : null;
    }

    // From the product on, each instruction must be one that can come next.
    private bool Follows(LoopBody body)
    {
        var first = body.Sources.Count;
        var (value, comparison, loads) = (body.Sources.ToList().FindIndex(source => source is LoopSource.Accumulator), -1, 0);
        bool IsZero(int operand) => operand >= first && body.Function.Body[operand - first] is { Opcode: ScalarOpcode.Constant, Constant: 0, Type: ScalarType.Float32 };
        for (var i = 0; i < body.Function.Body.Count; i++)
        {
            var instruction = body.Function.Body[i];
            var operands = instruction.Operands;
            switch (instruction.Opcode)
            {
                case ScalarOpcode.Constant when IsZero(first + i):
                    break;
                case ScalarOpcode.LessThanOrEqual when operands[0] == value && IsZero(operands[1]):
                    comparison = first + i;
                    break;
                case ScalarOpcode.Select when operands[0] == comparison && IsZero(operands[1]) && operands[2] == value && !Rectifies && Factor is null && Addend is null:
                    Rectifies = true;
                    value = first + i;
                    break;
                case ScalarOpcode.Add or ScalarOpcode.Multiply when operands.Contains(value):
                    var other = operands[operands[0] == value ? 1 : 0];
                    if (other >= first || body.Sources[other] is not LoopSource.Load load || !Takes(instruction.Opcode, load))
                    {
                        return false;
                    }

                    loads++;
                    value = first + i;
                    break;
                default:
                    return false;
            }
        }

        return value == body.Function.Results[0].Value && loads + 1 == body.Sources.Count;
    }

    private bool Takes(ScalarOpcode opcode, LoopSource.Load load)
    {
        if (!IsFloat(program, load.Buffer) || !load.Access.VariesAlongColumns || load.Access.Columns != width || Addend is not null)
        {
            return false;
        }

        switch (opcode, load.Access.Row)
        {
            case (ScalarOpcode.Add, LoopRow.First) when Bias is null && Factor is null && !Rectifies:
                Bias = load;
                return true;
            case (ScalarOpcode.Multiply, LoopRow.Same) when Factor is null:
                Factor = load;
                return true;
            case (ScalarOpcode.Add, LoopRow.Same):
                Addend = load;
                return true;
            default:
                return false;
        }
    }

    private static bool IsFloat(LoopProgram program, int buffer) => program.Buffers[buffer] is { Storage: not ElementStorage.BFloat16, Shape.Element: ScalarType.Float32 };
}
