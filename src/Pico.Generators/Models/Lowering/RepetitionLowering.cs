using System.Collections.Generic;
using System.Linq;
using Pico.Generators.Ir;

namespace Pico.Generators.Models;

/// <summary>
/// Lowers the body of a <c>foreach</c> over layers as one repetition: the tensors that the body assigns and that were there
/// before are carried from one layer to the next, everything else is read from outside.
/// </summary>
internal sealed class RepetitionLowering
{
    private readonly LoweringContext context;
    private readonly PrimitiveLowering primitives;
    private readonly RepeatedLayer layers;
    private readonly Dictionary<string, Value> variables;
    private readonly Dictionary<string, Value> before;
    private readonly List<(string Variable, int Carried)> carried = new();
    private int repetition;

    public RepetitionLowering(
        LoweringContext context, PrimitiveLowering primitives, RepeatedLayer layers, Dictionary<string, Value> variables)
    {
        this.context = context;
        this.primitives = primitives;
        this.layers = layers;
        this.variables = variables;
        before = new Dictionary<string, Value>(variables);
    }

    public void Enter(IEnumerable<Statement> body)
    {
        if (context.Builder.Repetition >= 0)
        {
            throw context.Unsupported("'foreach' over repeated layers may not stand inside another one: steps run once for each layer of one array");
        }

        var names = Assigned(body).Distinct().Where(before.ContainsKey).ToList();
        var first = names.Where(name => before[name] is Value.Tensor or Value.Parameter).Select(name => (name, primitives.Node(before[name]))).ToList();
        repetition = context.EnterRepetition(layers);
        foreach (var (name, node) in first)
        {
            var value = context.Builder.Add(new TensorOp.Carried(carried.Count), context.Builder[node].Type, context.Origin, node);
            context.Builder.SetName(value, name);
            carried.Add((name, value));
            variables[name] = new Value.Tensor(value);
        }
    }

    public void Leave()
    {
        foreach (var name in before.Keys.Except(carried.Select(pair => pair.Variable)))
        {
            if (!variables[name].Equals(before[name]))
            {
                throw context.Unsupported("'" + name + "' may not change from one layer to the next: it is not a tensor");
            }
        }

        var results = carried.Select(Result).ToList();
        context.LeaveRepetition(repetition, results);
        variables.Clear();
        foreach (var pair in before)
        {
            variables[pair.Key] = pair.Value;
        }

        for (var slot = 0; slot < results.Count; slot++)
        {
            var type = context.Builder[results[slot]].Type;
            variables[carried[slot].Variable] = new Value.Tensor(
                context.Builder.Add(new TensorOp.Outcome(repetition, slot), type, context.Origin, results[slot]));
        }
    }

    private int Result((string Variable, int Carried) slot)
    {
        var result = primitives.Node(variables[slot.Variable]);
        var (first, last) = (context.Builder[slot.Carried].Type, context.Builder[result].Type);
        return first == last ? result : throw context.Fail(
            LoweringIds.ShapeMismatch,
            context.Here + " gives '" + slot.Variable + "' to the next layer as " + last + ", but the first layer takes it as " + first);
    }

    private static IEnumerable<string> Assigned(IEnumerable<Statement> statements) => statements.SelectMany(statement => statement switch
    {
        Statement.Assign assign => new[] { assign.Name },
        Statement.If condition => Assigned(condition.Then).Concat(Assigned(condition.Else)),
        Statement.ForEach loop => Assigned(loop.Body),
        Statement.For loop => Assigned(loop.Before).Concat(Assigned(loop.Body)).Concat(Assigned(loop.After)),
        _ => Enumerable.Empty<string>(),
    });
}
