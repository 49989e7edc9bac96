using System.Collections.Generic;
using System.Linq;
using Pico.Generators.Ir;

namespace Pico.Generators.Passes;

/// <summary>
/// The adjoint of straight-line code: a function of what it read and of the upstream gradients of its results. Loads are taken as
/// further arguments, so that <see cref="DifferentiateScalar"/> does the rest.
/// </summary>
internal sealed class AdjointOfComputation
{
    private readonly ScalarBuilder builder;
    private readonly List<int> inputs = new();
    private readonly Dictionary<int, int> parameters = new();
    private readonly IReadOnlyList<ProgramVariable> variables;

    private AdjointOfComputation(string name, IReadOnlyList<ProgramVariable> variables)
    {
        builder = new ScalarBuilder(name);
        this.variables = variables;
    }

    /// <summary>What each input's adjoint receives; inputs that receive nothing are not listed.</summary>
    public List<(int Variable, int Value)> Inputs { get; } = new();

    /// <summary>What the adjoint of each loaded element receives, and the element's index.</summary>
    public List<(int Memory, int Index, int Value)> Loads { get; } = new();

    /// <summary>The operation that has no derivative, and where it came from.</summary>
    public (ScalarOpcode Opcode, int Origin)? WithoutDerivative { get; private set; }

    /// <param name="computation">What is differentiated.</param>
    /// <param name="wanted">The results that count, each with the variable of its upstream gradient.</param>
    /// <param name="active">Which variables and memories need adjoints.</param>
    /// <param name="variables">The variables of the program that receives the code.</param>
    public static AdjointOfComputation Run(
        Computation computation, IReadOnlyList<(int Result, int Upstream)> wanted, FindActive active, IReadOnlyList<ProgramVariable> variables)
    {
        var adjoint = new AdjointOfComputation(computation.Function.Name, variables);
        adjoint.Derive(computation with
        {
            Function = SimplifyScalar.Run(computation.Function with
            {
                Results = wanted.Select(result => computation.Function.Results[result.Result]).ToEquatableArray(),
            }),
        }, wanted, active);
        return adjoint;
    }

    /// <summary>A variable's value.</summary>
    public int Read(int variable)
    {
        if (!parameters.TryGetValue(variable, out var value))
        {
            value = builder.Parameter(variables[variable].Name, variables[variable].Type);
            inputs.Add(variable);
            parameters.Add(variable, value);
        }

        return value;
    }

    public int Add(int a, int b) => builder.Emit(ScalarOpcode.Add, builder.TypeOf(a), a, b);

    public int Zero(ScalarType type) => builder.Constant(type, 0.0);

    public ScalarType TypeOf(int value) => builder.TypeOf(value);

    /// <summary>The variable that a value is, or -1.</summary>
    public int VariableOf(int value) => parameters.Where(pair => pair.Value == value).Select(pair => pair.Key + 1).FirstOrDefault() - 1;

    /// <summary>The constant that a value is, if it is one.</summary>
    public ScalarInstruction? ConstantOf(int value) => builder.Definition(value) is { Opcode: ScalarOpcode.Constant } constant ? constant : null;

    public ProgramStatement.Compute Build(IReadOnlyList<(int Variable, int Value)> outputs) => new(
        JoinComputations.Trim(new Computation(
            builder.Build(outputs.Select(output => new ScalarResult("v" + output.Variable, output.Value)).ToArray()), inputs.ToEquatableArray())),
        outputs.Select(output => output.Variable).ToEquatableArray());

    private void Derive(Computation computation, IReadOnlyList<(int Result, int Upstream)> wanted, FindActive active)
    {
        var function = computation.Function;
        var (lifted, loads) = Lift(computation, active);
        var derivative = DifferentiateScalar.Gradient(lifted);
        if (derivative.Function is not { } gradient)
        {
            WithoutDerivative = (derivative.MissingRule, derivative.Origin);
            return;
        }

        var arguments = computation.Inputs.Select(Read).ToList();
        var unnamed = function with { Body = function.Body.Select(instruction => instruction with { Name = null }).ToEquatableArray() };
        var values = builder.Append(unnamed, arguments); // what the forward sweep computed here, once more
        var upstream = wanted.Select(result => Read(result.Upstream)).ToArray();
        unnamed = gradient with { Body = gradient.Body.Select(instruction => instruction with { Name = null }).ToEquatableArray() };
        var results = builder.Inline(unnamed, arguments.Concat(loads.Select(load => values[load])).Concat(upstream).ToArray());

        var next = 0;
        for (var i = 0; i < lifted.Parameters.Count; i++)
        {
            if (lifted.Parameters[i].IsUniform || !lifted.Parameters[i].Type.IsFloat())
            {
                continue;
            }

            var share = results[next++];
            if (ConstantOf(share) is { Constant: 0 })
            {
                continue;
            }

            if (i < arguments.Count)
            {
                Inputs.Add((computation.Inputs[i], share));
                continue;
            }

            var load = function.Body[loads[i - arguments.Count]];
            var index = load.Operands[0];
            Loads.Add(((int)load.Constant, index < arguments.Count ? arguments[index] : values[index - arguments.Count], share));
        }
    }

    /// <summary>The function with its loads as further parameters; and which instructions they were.</summary>
    private static (ScalarFunction Function, List<int> Loads) Lift(Computation computation, FindActive active)
    {
        var function = computation.Function;
        var lifted = new ScalarBuilder(function.Name);
        var map = new int[function.Parameters.Count + function.Body.Count];
        var loads = new List<int>();
        for (var value = 0; value < map.Length; value++)
        {
            if (value < function.Parameters.Count)
            {
                var parameter = function.Parameters[value];
                map[value] = lifted.Parameter(parameter.Name, parameter.Type, isUniform: !active.IsActive(computation.Inputs[value]));
                continue;
            }

            var instruction = function.Body[value - function.Parameters.Count];
            if (instruction.Opcode == ScalarOpcode.Load)
            {
                map[value] = lifted.Parameter("loaded", instruction.Type, isUniform: !active.IsActiveMemory((int)instruction.Constant));
                loads.Add(value - function.Parameters.Count);
                continue;
            }

            map[value] = lifted.Emit(instruction with { Operands = instruction.Operands.Select(operand => map[operand]).ToEquatableArray() });
        }

        return (lifted.Build(function.Results.Select(result => result with { Value = map[result.Value] }).ToArray()), loads);
    }
}
