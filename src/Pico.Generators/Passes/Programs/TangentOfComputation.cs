using System.Collections.Generic;
using System.Linq;
using Pico.Generators.Ir;

namespace Pico.Generators.Passes;

/// <summary>Straight-line code with the tangents of its results: each value is followed by its own tangent.</summary>
internal sealed class TangentOfComputation
{
    private readonly IReadOnlyList<ProgramVariable> variables;
    private readonly ScalarBuilder builder;
    private readonly List<int> inputs = new();
    private readonly Dictionary<int, int> parameters = new();
    private readonly HashSet<int> values = new();

    /// <param name="computation">The code.</param>
    /// <param name="variables">The variables of the program that receives it.</param>
    /// <param name="tangents">The variables that hold tangents of others.</param>
    /// <param name="memoryTangents">The memories that do.</param>
    public TangentOfComputation(
        Computation computation, IReadOnlyList<ProgramVariable> variables, IReadOnlyDictionary<int, int> tangents, IReadOnlyDictionary<int, int> memoryTangents)
    {
        this.variables = variables;
        var function = computation.Function;
        builder = new ScalarBuilder(function.Name);
        var map = new int[function.Parameters.Count + function.Body.Count];
        var pushed = new int[map.Length];
        for (var i = 0; i < function.Parameters.Count; i++)
        {
            map[i] = Read(computation.Inputs[i]);
            pushed[i] = tangents.TryGetValue(computation.Inputs[i], out var tangent) ? Read(tangent) : -1;
        }

        for (var i = 0; i < function.Body.Count; i++)
        {
            var instruction = function.Body[i];
            var operands = instruction.Operands.Select(operand => map[operand]).ToArray();
            var value = function.Parameters.Count + i;
            map[value] = builder.Emit(instruction with { Operands = operands.ToEquatableArray() });
            values.Add(map[value]);
            pushed[value] = instruction.Opcode == ScalarOpcode.Load
                ? memoryTangents.TryGetValue((int)instruction.Constant, out var memory)
                    ? builder.Emit(instruction with { Operands = operands.ToEquatableArray(), Constant = memory, Name = null }) : -1
                : PushForwardScalar.Tangent(builder, instruction, map[value], operands, instruction.Operands.Select(operand => pushed[operand]).ToArray());
            if (instruction.Name is not null && pushed[value] >= 0 && builder.Definition(pushed[value]) is { Opcode: not ScalarOpcode.Constant } && !values.Contains(pushed[value]))
            {
                builder.SetName(pushed[value], instruction.Name + "Tangent");
            }
        }

        Results = function.Results.Select(result => map[result.Value]).ToArray();
        Tangents = function.Results.Select(result => pushed[result.Value]).ToArray();
    }

    /// <summary>The values of the results.</summary>
    public IReadOnlyList<int> Results { get; }

    /// <summary>Their tangents; -1 for a result that has none.</summary>
    public IReadOnlyList<int> Tangents { get; }

    public int Zero(ScalarType type) => builder.Constant(type, 0.0);

    public ScalarType TypeOf(int value) => builder.TypeOf(value);

    /// <summary>Some of the values, simplified.</summary>
    public Computation Build(params int[] results) => JoinComputations.Trim(new Computation(
        builder.Build(results.Select((result, i) => new ScalarResult("v" + i, result)).ToArray()), inputs.ToEquatableArray()));

    /// <summary>The price of what two values have in common: of computing one after the other has been computed and forgotten.</summary>
    public int CostOfCommon(int a, int b)
    {
        var common = new HashSet<int>(Cone(a));
        common.IntersectWith(Cone(b));
        return ScalarCost.Of(common.Select(value => builder.Definition(value)).OfType<ScalarInstruction>());
    }

    private HashSet<int> Cone(int root)
    {
        var seen = new HashSet<int>();
        var pending = new Stack<int>(new[] { root });
        while (pending.Count > 0)
        {
            var value = pending.Pop();
            if (seen.Add(value) && builder.Definition(value) is { } instruction)
            {
                foreach (var operand in instruction.Operands)
                {
                    pending.Push(operand);
                }
            }
        }

        return seen;
    }

    private int Read(int variable)
    {
        if (!parameters.TryGetValue(variable, out var value))
        {
            value = builder.Parameter(variables[variable].Name, variables[variable].Type);
            inputs.Add(variable);
            parameters.Add(variable, value);
        }

        return value;
    }
}
