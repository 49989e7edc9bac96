using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Pico.Generators.Diagnostics;
using Pico.Generators.Ir;

namespace Pico.Generators.Models;

/// <summary>Binds a stack of layer attributes, as the class with fields and two methods that it stands for.</summary>
internal sealed class StackBinder
{
    private const string Input = "x";

    private readonly DeclarationTable table;
    private readonly INamedTypeSymbol type;
    private readonly IReadOnlyList<StackAttribute> attributes;
    private readonly string key;

    public StackBinder(DeclarationTable table, INamedTypeSymbol type, IReadOnlyList<StackAttribute> attributes)
    {
        this.table = table;
        this.type = type;
        this.attributes = attributes;
        key = Marks.Key(type);
    }

    public ModelSpec? Bind()
    {
        ClassRules.Check(type, key, table.Log);
        if (LayerBinder.BindConstructor(type, key, table.Log).Count > 0)
        {
            table.Log.Report(
                key, ModelDiagnostics.UnsupportedConstructor, ClassRules.Location(type), type.Name, "a stack takes all sizes from its attributes");
        }

        var initializers = new SourceTable(key, key, table.Log);
        var layers = attributes.Select((attribute, i) => BindLayer(attribute, i, initializers)).OfType<StackLayer>().ToList();
        if (layers.Count < attributes.Count || !CheckOrder(layers) || InputShape(layers[0]) is not { } input)
        {
            table.Log.MarkInvalid(key);
            return null;
        }

        if (table.Log.IsInvalid(key))
        {
            return null;
        }

        var loss = layers[layers.Count - 1];
        var outputName = Pascal(loss.Forward.Parameters[0].Name);
        var output = OutputMethod(layers, outputName, input);
        var lossMethod = LossMethod(loss, output, input);
        table.Add(output);
        table.Add(lossMethod);
        table.Add(new LayerSpec(
            key, type.Name, EquatableArray<ConstructorParameterSpec>.Empty, layers.Select(layer => layer.Field).ToEquatableArray(),
            EquatableArray.Of(output.Key, lossMethod.Key), initializers.ToSources()));
        var stack = new StackSpec(
            layers.Select(layer => layer.Written).ToEquatableArray(),
            Input,
            input,
            outputName,
            lossMethod.Parameters.Skip(1).ToEquatableArray());
        return new ModelSpec(
            TypeNames.Of(type), key, table.ToSet(),
            EquatableArray.Of(new EntryPointSpec(output.Key), new EntryPointSpec(lossMethod.Key, output.Key, loss.Forward.Parameters[0].Shape?.Dimensions.Count ?? 0)), stack);
    }

    private StackLayer? BindLayer(StackAttribute attribute, int index, SourceTable initializers)
    {
        var location = attribute.Syntax.GetLocation();
        if (table.Layer(attribute.Layer, key, location) is not { } layer)
        {
            return null;
        }

        if (table.Log.IsInvalid(layer.Key))
        {
            table.Log.MarkInvalid(key);
            return null;
        }

        var forward = layer.Methods.Select(table.Method).FirstOrDefault(method => method?.Name == "Forward");
        if (forward is null)
        {
            BadStack(location, "'" + layer.Name + "' has no public Forward from Tensor to Tensor");
            return null;
        }

        var origin = initializers.Add(attribute.Syntax);
        var arguments = new List<Expression>();
        foreach (var parameter in layer.Parameters)
        {
            var value = attribute.Arguments.TryGetValue(parameter.Name, out var given) ? Marks.Value(given) : parameter.Default;
            if (value is null)
            {
                BadStack(location, "'" + layer.Name + "' needs a constant for its parameter '" + parameter.Name + "'");
                return null;
            }

            arguments.Add(new Expression.Number(origin, parameter.Kind, value.Value));
        }

        var name = "layer" + index.ToString(CultureInfo.InvariantCulture);
        var field = new FieldSpec(
            name, index.ToString(CultureInfo.InvariantCulture), FieldKind.Layer, false,
            new Expression.NewLayer(origin, layer.Key, arguments.ToEquatableArray()));
        var text = string.Join(", ", arguments.OfType<Expression.Number>().Select(NumberText.Of));
        return new StackLayer(layer, forward, field, new StackedLayerSpec(name, TypeNames.Full(attribute.Layer), text), attribute.Syntax, arguments);
    }

    private bool CheckOrder(IReadOnlyList<StackLayer> layers)
    {
        var isValid = true;
        for (var i = 0; i < layers.Count; i++)
        {
            var layer = layers[i];
            var isLast = i == layers.Count - 1;
            var location = layer.Syntax.GetLocation();
            if (isLast && !layer.Forward.IsLoss)
            {
                isValid = BadStack(location, "the stack must end in a loss, such as [CrossEntropy]; '" + layer.Layer.Name + "' is none");
            }
            else if (!isLast && layer.Forward.IsLoss)
            {
                isValid = BadStack(location, "the loss '" + layer.Layer.Name + "' must be the last layer of the stack");
            }
            else if (!isLast && (layer.Forward.Parameters.Count != 1 || !layer.Forward.Parameters[0].IsTensor))
            {
                isValid = BadStack(location, "'" + layer.Layer.Name + "' cannot stand in a stack: its Forward must take exactly one Tensor");
            }
            else if (isLast && layer.Forward.Parameters.Any(parameter => !parameter.IsTensor || parameter.Name == Input))
            {
                isValid = BadStack(location, "the loss '" + layer.Layer.Name + "' must take tensors only, none of them named 'x'");
            }
        }

        if (isValid && layers.Count == 1)
        {
            isValid = BadStack(layers[0].Syntax.GetLocation(), "a stack needs at least one layer before its loss");
        }

        if (isValid && Pascal(layers[layers.Count - 1].Forward.Parameters[0].Name) == "Loss")
        {
            isValid = BadStack(layers[layers.Count - 1].Syntax.GetLocation(), "the first parameter of the loss names the output, so it may not be called 'loss'");
        }

        return isValid;
    }

    /// <summary>What the class states, or 'batch' and what the first layer demands.</summary>
    private ShapeSpec? InputShape(StackLayer first)
    {
        if (Marks.Find(type, Marks.Shape) is { } stated)
        {
            var shape = MethodBinder.BindShape(stated, key, table.Log);
            return shape is { HasEllipsis: true } ? Unknown() : shape;
        }

        if (first.Forward.Parameters[0].Shape is not { } demand || demand is { HasEllipsis: true, Dimensions.Count: 0 })
        {
            return Unknown();
        }

        var dimensions = demand.Dimensions.Select(size => size.Substitute(name => Constant(first, name)));
        var prefix = demand.HasEllipsis ? new[] { Dimension.Symbol("batch") } : System.Array.Empty<Dimension>();
        return new ShapeSpec(false, prefix.Concat(dimensions).ToEquatableArray(), demand.Element);

        ShapeSpec? Unknown()
        {
            BadStack(
                first.Syntax.GetLocation(),
                "the shape of the input cannot be told from '" + first.Layer.Name + "': add [Shape(\"batch 784\")] with the real sizes to the class");
            return null;
        }
    }

    private static Dimension? Constant(StackLayer layer, string name)
    {
        var index = layer.Layer.Parameters.ToList().FindIndex(parameter => parameter.Name == name && parameter.Kind == NumberKind.Int);
        return index >= 0 && layer.Arguments[index] is Expression.Number number ? Dimension.Constant((long)number.Value) : null;
    }

    private MethodSpec OutputMethod(IReadOnlyList<StackLayer> layers, string name, ShapeSpec input)
    {
        var method = key + "." + name;
        var sources = new SourceTable(method, key, table.Log);
        var body = new List<Statement>();
        var value = Input;
        foreach (var layer in layers.Take(layers.Count - 1))
        {
            var origin = sources.Add(layer.Syntax);
            body.Add(new Statement.Assign(layer.Field.Name, CallOf(layer, origin, new Expression.Variable(origin, value))));
            value = layer.Field.Name;
        }

        body.Add(new Statement.Return(new Expression.Variable(body.Count - 1, value)));
        return new MethodSpec(
            method, name, false, true, EquatableArray.Of(new ParameterSpec(Input, true, input)), body.ToEquatableArray(), sources.ToSources());
    }

    private MethodSpec LossMethod(StackLayer loss, MethodSpec output, ShapeSpec input)
    {
        var method = key + ".Loss";
        var sources = new SourceTable(method, key, table.Log);
        var origin = sources.Add(loss.Syntax);
        var call = new Expression.Call(
            origin, new Expression.This(origin), output.Key, EquatableArray.Of<Expression>(new Expression.Variable(origin, Input)));
        var further = loss.Forward.Parameters.Skip(1).ToList();
        var arguments = new Expression[] { call }.Concat(further.Select(parameter => new Expression.Variable(origin, parameter.Name)));
        var parameters = new[] { new ParameterSpec(Input, true, input) }.Concat(further);
        return new MethodSpec(
            method, "Loss", true, true, parameters.ToEquatableArray(),
            EquatableArray.Of<Statement>(new Statement.Return(CallOf(loss, origin, arguments.ToArray()))), sources.ToSources());
    }

    private static Expression.Call CallOf(StackLayer layer, int origin, params Expression[] arguments) =>
        new(origin, new Expression.Field(origin, layer.Field.Name), layer.Forward.Key, arguments.ToEquatableArray());

    private bool BadStack(Location location, string why)
    {
        table.Log.Report(key, ModelDiagnostics.BadStack, location, why);
        return false;
    }

    private static string Pascal(string name) => char.ToUpperInvariant(name[0]) + name.Substring(1);

    private sealed class StackLayer
    {
        public StackLayer(
            LayerSpec layer, MethodSpec forward, FieldSpec field, StackedLayerSpec written, AttributeSyntax syntax, IReadOnlyList<Expression> arguments)
        {
            Layer = layer;
            Forward = forward;
            Field = field;
            Written = written;
            Syntax = syntax;
            Arguments = arguments;
        }

        public LayerSpec Layer { get; }

        public MethodSpec Forward { get; }

        public FieldSpec Field { get; }

        public StackedLayerSpec Written { get; }

        public AttributeSyntax Syntax { get; }

        public IReadOnlyList<Expression> Arguments { get; }
    }
}
