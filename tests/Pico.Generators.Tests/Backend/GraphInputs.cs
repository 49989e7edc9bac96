using Pico.Generators.Ir;
using Pico.Models;

namespace Pico.Generators.Tests.Backend;

/// <summary>Random inputs of a program, for the compiled model and for the interpreter, with the model's parameters.</summary>
internal sealed class GraphInputs
{
    private readonly ModelProgram program;
    private readonly IModel model;
    private readonly IReadOnlyDictionary<string, long> sizes;
    private readonly Dictionary<string, double[]> values = [];

    public GraphInputs(ModelProgram program, IModel model, IReadOnlyDictionary<string, long> sizes, Random random)
    {
        this.program = program;
        this.model = model;
        this.sizes = sizes;
        var shapes = Interpreter(program.EntryPoints[0].Training, 0);
        foreach (var input in model.Description.EntryPoints[0].Inputs)
        {
            var declared = program.EntryPoints[0].Inputs.First(other => other.Name == input.Name);
            var shape = shapes.Shape(declared.Type);
            var count = shape.Aggregate(1, (product, size) => product * size);
            var isInt = declared.Type.Element == ScalarType.Int32;
            var limit = model.Description.EntryPoints.Min(entry => entry.Inputs.First(other => other.Name == input.Name).IndexedSize?.Invoke(sizes));
            var drawn = Enumerable.Range(0, count).Select(_ => isInt ? Int(limit, random) : (float)((random.NextDouble() * 2) - 1)).ToArray();
            values[input.Name] = drawn.Select(value => (double)value).ToArray();
            Tensors.Add(isInt ? Tensor.From(drawn.Select(value => (int)value).ToArray(), shape) : Tensor.From(drawn, shape));
        }
    }

    public List<Tensor> Tensors { get; } = [];

    /// <summary>The interpreter of a graph of the program, with the same inputs and the parameters as they are now.</summary>
    public GraphInterpreter Interpreter(TensorGraph graph, long step)
    {
        var interpreter = new GraphInterpreter(graph, program, sizes) { Random = (model.Seed, step) };
        foreach (var (name, value) in values)
        {
            interpreter.Inputs[name] = value;
        }

        for (var i = 0; i < model.Parameters.Count; i++)
        {
            var parameter = new float[model.Parameters[i].Length];
            model.Parameters.Read(i, parameter);
            interpreter.Parameters[i] = Array.ConvertAll(parameter, value => (double)value);
        }

        return interpreter;
    }

    /// <summary>An index below a limit, or a flag that is 0 half of the time.</summary>
    private static int Int(long? limit, Random random) => limit is { } known ? random.Next((int)Math.Min(known, 100)) : Math.Max(0, random.Next(4) - 1);
}
