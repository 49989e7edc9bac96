using System.Collections.Generic;
using System.Linq;
using Pico.Generators.Ir;

namespace Pico.Generators.Models;

/// <summary>Evaluates the initialisers of a layer's fields: parameters and layers are made here, under their dotted names.</summary>
internal sealed class FieldLowering
{
    private const int MostListed = 64;

    private readonly LoweringContext context;
    private readonly BodyLowering body;
    private readonly PrimitiveLowering primitives;

    public FieldLowering(LoweringContext context)
    {
        this.context = context;
        body = new BodyLowering(context);
        primitives = new PrimitiveLowering(context, new TensorOperations(context));
    }

    /// <summary>Evaluates a field's initialiser.</summary>
    public Value Initialize(FieldSpec field, string path) => Initialize(field.Initializer, path, field.IsRecomputed);

    private Value Initialize(Expression expression, string path, bool isRecomputed)
    {
        while (expression is Expression.Conditional conditional)
        {
            context.Ordinal = expression.Origin;
            expression = body.Condition(conditional.Condition) ? conditional.WhenTrue : conditional.WhenFalse;
        }

        context.Ordinal = expression.Origin;
        return expression switch
        {
            Expression.NewParameter parameter => context.Model.AddParameter(path, ParameterShape(parameter.Shape), context.Frame!.This!),
            Expression.NewLayer layer => new Value.Layer(NewLayer(layer, path, isRecomputed)),
            Expression.Tuple layers => new Value.Tuple(layers.Items.Select((layer, i) => Initialize(layer, path + "." + i, isRecomputed)).ToList().ToEquatableArray()),
            Expression.RepeatLayer repeat => Repeat(repeat, path, isRecomputed),
            _ => body.Evaluate(expression),
        };
    }

    private Value Repeat(Expression.RepeatLayer repeat, string path, bool isRecomputed)
    {
        var count = (body.Evaluate(repeat.Count) as Value.Int ?? throw context.Unsupported("the number of layers must be an int")).Size;
        if (count.Value is <= 0)
        {
            throw context.Unsupported("there must be at least one layer");
        }

        if (!context.Model.IsRepeating)
        {
            return context.Model.InstantiateRepeated(path, count, () => NewLayer(repeat.Layer, path + ".*", isRecomputed));
        }

        // Steps run once for each layer of one array, not of two: those of the inner one are written out.
        return count.Value is not { } known
            ? throw context.Unsupported("inside layers that are repeated themselves, the number of layers must be a constant, not '" + count + "'")
            : known > MostListed
            ? throw context.Unsupported("inside layers that are repeated themselves, at most " + MostListed + " layers can be repeated: each is written out")
            : new Value.Tuple(Enumerable.Range(0, (int)known).Select(i => (Value)new Value.Layer(NewLayer(repeat.Layer, path + "." + i, isRecomputed))).ToList().ToEquatableArray());
    }

    private LayerInstance NewLayer(Expression.NewLayer layer, string path, bool isRecomputed)
    {
        var spec = context.Model.Layer(layer.Layer) ??
            throw context.Fail(LoweringIds.NotALayerOrOperation, layer.Layer, "its declaration is missing");
        var arguments = new Dictionary<string, Value>();
        for (var i = 0; i < spec.Parameters.Count; i++)
        {
            var parameter = spec.Parameters[i];
            arguments[parameter.Name] = i < layer.Arguments.Count ? body.Evaluate(layer.Arguments[i])
                : parameter.Default is { } value ? NumberFolding.Number(parameter.Kind, value)
                : throw context.Unsupported("the argument '" + parameter.Name + "' is missing");
        }

        context.Ordinal = layer.Origin;
        return context.Model.Instantiate(spec, path + ".", arguments, context, isRecomputed);
    }

    private EquatableArray<Dimension> ParameterShape(IEnumerable<Expression> sizes)
    {
        var shape = primitives.Sizes(sizes.Select(body.Evaluate));
        return shape.All(size => size.Value is null or > 0)
            ? shape
            : throw context.Fail(
                LoweringIds.ShapeMismatch,
                context.Here + " declares the shape [" + string.Join(", ", shape) + "], but a dimension must be positive");
    }
}
