using System.Collections.Generic;
using System.Linq;
using Pico.Generators.Ir;

namespace Pico.Generators.Passes;

/// <summary>
/// Exponentials whose argument is seen to be at most 0 need no care for overflow: an instruction less, the same bits. Such are those of a
/// softmax, whose row's maximum is taken off, of a density, and of a logistic function that is written without overflow.
/// </summary>
internal sealed class BoundExponentials
{
    private readonly LoopBody body;
    private readonly IReadOnlyDictionary<string, (LoopBody Body, int Value)> maxima;
    private readonly ISet<int> written;
    private readonly Dictionary<(int, LoopBody, int), bool> same = new();

    private BoundExponentials(LoopBody body, IReadOnlyDictionary<string, (LoopBody Body, int Value)> maxima, ISet<int> written)
    {
        this.body = body;
        this.maxima = maxima;
        this.written = written;
    }

    public static LoopProgram Run(LoopProgram program) => program with { Steps = program.Steps.Select(Run).ToEquatableArray() };

    private static LoopStep Run(LoopStep step)
    {
        LoopBody Alone(LoopBody body) => new BoundExponentials(body, new Dictionary<string, (LoopBody, int)>(), new HashSet<int>()).Run();
        return step switch
        {
            LoopStep.RowLoop rows => Run(rows),
            LoopStep.ColumnLoop columns => columns with { Body = Alone(columns.Body) },
            LoopStep.Product product => product with { Epilogue = Alone(product.Epilogue) },
            LoopStep.Convolution convolution => convolution with { Epilogue = Alone(convolution.Epilogue) },
            _ => step,
        };
    }

    private static LoopStep.RowLoop Run(LoopStep.RowLoop step)
    {
        // The maximum of each row, by its name, with what it is the maximum of.
        var maxima = new Dictionary<string, (LoopBody, int)>();
        foreach (var body in step.Phases.Select(phase => phase.Element))
        {
            for (var i = 0; i < body.Sinks.Count; i++)
            {
                if (body.Sinks[i] is LoopSink.Reduce { Monoid: Monoid.Max } maximum)
                {
                    maxima[maximum.Name] = (body, body.Function.Results[i].Value);
                }
            }
        }

        var written = new HashSet<int>(step.Bodies.SelectMany(body => body.Sinks).SelectMany(sink => sink.Buffers));
        return step with
        {
            Phases = step.Phases.Select(phase => phase with { Element = new BoundExponentials(phase.Element, maxima, written).Run() }).ToEquatableArray(),
        };
    }

    private LoopBody Run()
    {
        var function = body.Function;
        if (!function.Body.Any(IsExponential))
        {
            return body;
        }

        var signs = new ScalarSigns(function, IsElementLessMaximum);
        return body with { Function = function with { Body = function.Body.Select(Bounded).ToEquatableArray() } };

        ScalarInstruction Bounded(ScalarInstruction instruction) => IsExponential(instruction) && signs.IsAtMostZero(instruction.Operands[0])
            ? instruction with { Opcode = ScalarOpcode.ExpOfNonPositive }
            : instruction;

        static bool IsExponential(ScalarInstruction instruction) => instruction is { Opcode: ScalarOpcode.Exp, Type: ScalarType.Float32 };
    }

    /// <summary>Whether the second value is the maximum over the row of the first.</summary>
    private bool IsElementLessMaximum(int element, int maximum) =>
        maximum < body.Sources.Count && body.Sources[maximum] is LoopSource.RowValue row && maxima.TryGetValue(row.Name, out var reduced) &&
        AreSame(element, reduced.Body, reduced.Value);

    /// <summary>Whether a value is computed as one of another body is, from the same memory.</summary>
    private bool AreSame(int value, LoopBody other, int otherValue)
    {
        if (same.TryGetValue((value, other, otherValue), out var known))
        {
            return known;
        }

        var (parameters, otherParameters) = (body.Function.Parameters.Count, other.Function.Parameters.Count);
        if (value < parameters || otherValue < otherParameters)
        {
            return value < parameters && otherValue < otherParameters && body.Sources[value].Equals(other.Sources[otherValue]) &&
                !body.Sources[value].Buffers.Any(written.Contains); // by then it might hold something else
        }

        var (mine, others) = (body.Function.Body[value - parameters], other.Function.Body[otherValue - otherParameters]);
        var result = mine.Opcode == others.Opcode && mine.Type == others.Type && mine.Constant == others.Constant && mine.Operands.Count == others.Operands.Count &&
            Enumerable.Range(0, mine.Operands.Count).All(i => AreSame(mine.Operands[i], other, others.Operands[i]));
        same.Add((value, other, otherValue), result);
        return result;
    }
}
