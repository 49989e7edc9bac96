using System;
using System.Collections.Generic;
using System.Linq;
using Pico.Generators.Ir;
using Pico.Generators.Passes;

namespace Pico.Generators.Models;

/// <summary>
/// Turns a model's declaration into its program by partial evaluation: layers are inlined, what construction knows is
/// folded, and tensors become graphs.
/// </summary>
internal sealed class ModelLowering
{
    private const int DeepestLayers = 64;

    private readonly ModelSpec spec;
    private readonly SpecializationSpec? specialization;
    private readonly Dictionary<string, LayerSpec> layers;
    private readonly Dictionary<string, MethodSpec> methods;
    private readonly Dictionary<string, ScalarFunction> scalars;
    private readonly List<ModelParameter> parameters = new();
    private readonly List<LayerInstance> parameterOwners = new();
    private readonly List<RepeatedLayer> repeatedLayers = new();
    private readonly List<SourceText> sources = new();
    private readonly List<EquatableArray<ExpressionPlace>> sourcePlaces = new();
    private readonly Dictionary<(string Body, int Ordinal, string Path), int> sourceOrdinals = new();
    private readonly List<SizeConstraint> constraints = new();
    private readonly HashSet<string> constants;
    private readonly Dictionary<string, TensorType> results = new();
    private Dimension position = Dimension.Constant(0);
    private int repeatedLayer = -1;
    private bool isFrozen;
    private bool isBuffer;
    private readonly Decisions decisions;

    public ModelLowering(ModelSpec spec, SpecializationSpec? specialization, IReadOnlyList<bool> script)
    {
        this.spec = spec;
        this.specialization = specialization;
        decisions = new Decisions(script);
        constants = new HashSet<string>(spec.Declarations.Layer(spec.Root)!.Parameters.Select(parameter => parameter.Name));
        layers = spec.Declarations.Layers.ToDictionary(layer => layer.Key);
        methods = spec.Declarations.Methods.ToDictionary(method => method.Key);
        scalars = spec.Declarations.Scalars.ToDictionary(scalar => scalar.Key, scalar => scalar.Function);
    }

    public string ModelName => spec.Type.Name;

    /// <summary>The conditions that this combination has met.</summary>
    public Decisions Decisions => decisions;

    /// <summary>Where the expressions stand that are the program's sources.</summary>
    public IReadOnlyList<EquatableArray<ExpressionPlace>> SourcePlaces => sourcePlaces;

    /// <summary>Whether a condition that only construction knows holds in the combination that is being lowered.</summary>
    public bool Decide(Value.Formula condition, LoweringContext context)
    {
        if (condition.Inputs.SelectMany(input => input.Symbols).FirstOrDefault(symbol => !constants.Contains(symbol)) is { } named)
        {
            throw context.Unsupported("a condition must be known when the model is constructed, but '" + named + "' is known only at a call");
        }

        var body = condition.Function.Body;
        var result = condition.Function.Results[0].Value - condition.Function.Parameters.Count;
        var isNegation = result >= 0 && body[result].Opcode == ScalarOpcode.Not;
        return isNegation && NumberFormula.Negate(condition) is Value.Formula inner
            ? !decisions.Decide(inner, context) // the same question
            : decisions.Decide(condition, context);
    }

    public ScalarFunction? Scalar(string key) => scalars.TryGetValue(key, out var function) ? function : null;

    public MethodSpec? Method(string key) => methods.TryGetValue(key, out var method) ? method : null;

    public SourceText SourceOf(int origin) => sources[origin];

    public TensorType ParameterType(int index) => parameters[index].Type;

    public bool IsBuffer(int index) => parameters[index].IsBuffer;

    /// <summary>Such as <c>'0.weight' of Linear(784, 128)</c>.</summary>
    public string DescribeParameter(int index) => parameterOwners[index].Prefix.Length == 0
        ? "the parameter '" + parameters[index].Name + "'"
        : "'" + parameters[index].Name + "' of " + parameterOwners[index].Description;

    /// <summary>The index of an expression in the program's sources.</summary>
    public int SourceOrdinal(LoweringContext context)
    {
        var (frame, ordinal) = (context.Frame!, context.Ordinal);
        var key = (frame.Body, ordinal, frame.Path);
        if (!sourceOrdinals.TryGetValue(key, out var index))
        {
            index = sources.Count;
            sourceOrdinals.Add(key, index);
            sources.Add(new SourceText(frame.Text(ordinal), frame.Path));
            sourcePlaces.Add(context.Places());
        }

        return index;
    }

    /// <summary>
    /// Remembers that a size must divide another: to be checked at construction, or at each call where a named dimension takes
    /// part.
    /// </summary>
    public void RequireDivides(Dimension numerator, Dimension denominator, LoweringContext context) =>
        Require(new SizeConstraint.Divides(numerator, denominator, context.Origin), context);

    /// <summary>Remembers that a condition on constructor parameters must hold.</summary>
    public void RequireHolds(Value.Formula condition, string demand, LoweringContext context) =>
        Require(new SizeConstraint.Holds(condition.Function, condition.Inputs, demand, context.Origin), context);

    /// <summary>The size as a dimension of a shape: its divisions must be exact.</summary>
    public Dimension Exact(Dimension size, LoweringContext context) =>
        size.Exact((numerator, denominator) => RequireDivides(numerator, denominator, context));

    /// <summary>Makes a layer and everything inside it, in the order of its declaration.</summary>
    public LayerInstance Instantiate(
        LayerSpec layer, string prefix, IReadOnlyDictionary<string, Value> arguments, LoweringContext context, bool isRecomputed = false)
    {
        var instance = new LayerInstance(layer, prefix, arguments, isRecomputed || layer.IsRecomputed);
        context.Enter(layer.Key, layer.Sources, instance);
        if (context.Frame!.Depth > DeepestLayers)
        {
            throw context.Fail(LoweringIds.Recursion, layer.Name, "layers are nested more than " + DeepestLayers + " deep");
        }

        var fields = new FieldLowering(context);
        foreach (var field in layer.Fields)
        {
            var isFrozenAround = isFrozen;
            isFrozen |= field.IsFrozen || field.IsBuffer;
            isBuffer = field.IsBuffer;
            instance.Fields[field.Name] = fields.Initialize(field, prefix + field.PathName);
            (isFrozen, isBuffer) = (isFrozenAround, false);
        }

        context.Leave();
        return instance;
    }

    public LayerSpec? Layer(string key) => layers.TryGetValue(key, out var layer) ? layer : null;

    public Value.Parameter AddParameter(string name, EquatableArray<Dimension> shape, LayerInstance owner)
    {
        parameters.Add(new ModelParameter(name, new TensorType(shape, ScalarType.Float32), position, repeatedLayer, isFrozen, isBuffer));
        position += Dimension.One;
        parameterOwners.Add(owner);
        return new Value.Parameter(parameters.Count - 1);
    }

    /// <summary>Whether the layer that is being made stands for all of an array.</summary>
    public bool IsRepeating => repeatedLayer >= 0;

    public RepeatedLayer RepeatedLayer(int index) => repeatedLayers[index];

    /// <summary>Makes an array of layers: one instance that stands for all, whose parameters are spaced by those of one layer.</summary>
    public Value.Layers InstantiateRepeated(string name, Dimension count, Func<LayerInstance> instantiate)
    {
        var index = repeatedLayer = repeatedLayers.Count;
        var start = position;
        repeatedLayers.Add(new RepeatedLayer(name, count, 0));
        var instance = instantiate();
        var each = position - start;
        repeatedLayers[index] = new RepeatedLayer(name, count, (int)each.Value!);
        position = start + (each * count);
        repeatedLayer = -1;
        return new Value.Layers(instance, index);
    }

    private void Require(SizeConstraint constraint, LoweringContext context)
    {
        var list = constraint.Sizes.SelectMany(size => size.Symbols).All(constants.Contains) ? constraints : context.Constraints;
        if (!list.Any(other => (other with { Origin = constraint.Origin }) == constraint))
        {
            list.Add(constraint);
        }
    }

    /// <summary>The program of one combination, without what the passes make of it; null when it is not valid.</summary>
    public ModelProgram? Lower(List<LoweringError> errors)
    {
        var root = Layer(spec.Root)!;
        LayerInstance self;
        try
        {
            var arguments = root.Parameters.ToDictionary(parameter => parameter.Name, Argument);
            self = Instantiate(root, string.Empty, arguments, new LoweringContext(this, isTraining: false, new List<SizeConstraint>()));
        }
        catch (LoweringException exception)
        {
            errors.Add(exception.Error);
            return null;
        }

        var entries = new List<EntryPoint>();
        foreach (var entry in spec.EntryPoints)
        {
            try
            {
                entries.Add(LowerEntry(entry, self));
                if (entry.Incremental is { } incremental)
                {
                    entries.Add(DeriveStep(entries[entries.Count - 1], incremental));
                }
            }
            catch (LoweringException exception)
            {
                errors.Add(exception.Error);
            }
        }

        return errors.Count > 0 ? null : new ModelProgram(
            spec.Type,
            root.Parameters.Where(parameter => parameter.Kind == NumberKind.Int).Select(parameter => parameter.Name).ToEquatableArray(),
            constraints.ToEquatableArray(),
            parameters.ToEquatableArray(),
            repeatedLayers.ToEquatableArray(),
            entries.ToEquatableArray(),
            sources.ToEquatableArray(),
            root.Parameters.Where(parameter => parameter.Kind != NumberKind.Int)
                .Select(parameter => new ModelSetting(parameter.Name, NumberFormula.TypeOf(parameter.Kind))).ToEquatableArray(),
            decisions.Taken.ToEquatableArray(),
            Storage: spec.Storage,
            Fixed: specialization?.Parameters.Select(parameter => parameter.Fixed).ToEquatableArray() ?? default);
    }

    /// <summary>A constructor parameter of the model: what a specialisation says, or else an int is a size and the rest is read at run time.</summary>
    private Value Argument(ConstructorParameterSpec parameter) => specialization?.Find(parameter.Name) is { } known
        ? NumberFolding.Number(known.Kind, known.Value)
        : NumberFormula.Symbol(parameter.Name, parameter.Kind);

    /// <summary>A size that a declaration states in the constructor's parameters.</summary>
    private Dimension Stated(Dimension size) => specialization is null ? size : specialization.Substitute(size);

    private EntryPoint LowerEntry(EntryPointSpec entry, LayerInstance self)
    {
        var method = methods[entry.Method];
        var inputs = method.Parameters.Select(parameter => new EntryInput(parameter.Name, InputType(parameter, entry))).ToEquatableArray();
        var (bounds, ofTraining) = (new List<SizeBound>(), new List<SizeBound>());
        var checks = new List<SizeConstraint>();
        var evaluation = LowerGraph(method, inputs, self, isTraining: false, bounds, checks);
        var training = LowerGraph(method, inputs, self, isTraining: true, ofTraining, checks);
        var dimensions = inputs.SelectMany(input => input.Type.Shape).SelectMany(size => size.Symbols).Distinct().Except(constants);
        return new EntryPoint(
            method.Name, method.IsLoss, inputs, dimensions.ToEquatableArray(), evaluation, training,
            bounds.Distinct().ToEquatableArray(), Constraints: checks.ToEquatableArray(), TrainingBounds: ofTraining.Distinct().ToEquatableArray());
    }

    /// <summary>The entry point that continues sequences.</summary>
    private EntryPoint DeriveStep(EntryPoint entry, IncrementalSpec incremental)
    {
        var past = "past";
        while (entry.Dimensions.Contains(past) || Layer(spec.Root)!.Parameters.Any(parameter => parameter.Name == past))
        {
            past += "Elements";
        }

        var form = new IncrementalForm(entry.Name, incremental.Dimension, Stated(incremental.Capacity), past);
        Dimension Later(Dimension size) => size.Substitute(name => name == form.Dimension ? Dimension.Symbol(past) + Dimension.Symbol(name) : null);
        try
        {
            var graph = Passes.DeriveStep.Run(entry.Evaluation, form);
            var bounds = entry.Bounds.Select(bound => bound with { Smaller = Later(bound.Smaller), Larger = Later(bound.Larger) });
            return entry with { Name = entry.Name + "Step", Evaluation = graph, Training = graph, Bounds = bounds.ToEquatableArray(), Incremental = form };
        }
        catch (NotIncrementalException exception)
        {
            var isKnown = exception.Origin >= 0;
            throw new LoweringException(new LoweringError(
                LoweringIds.NotIncremental,
                EquatableArray.Of(isKnown ? sources[exception.Origin].Text : entry.Name, exception.Message),
                isKnown ? sourcePlaces[exception.Origin] : EquatableArray<ExpressionPlace>.Empty));
        }
    }

    private TensorType InputType(ParameterSpec parameter, EntryPointSpec entry) => parameter.Shape is { HasEllipsis: true } open &&
        entry.ShapeSource is { } given && results.TryGetValue(given, out var whole)
        ? new TensorType(whole.Shape.Take(whole.Rank - entry.OwnDimensions).Concat(open.Dimensions.Select(Stated)).ToEquatableArray(), open.Element)
        : parameter.Shape is { } shape
        ? new TensorType(shape.Dimensions.Select(Stated).ToEquatableArray(), shape.Element)
        : entry.ShapeSource is { } source && results.TryGetValue(source, out var type) ? type
        : throw new LoweringException(new LoweringError(
            LoweringIds.UnknownDimension,
            EquatableArray.Of(parameter.Name, "is not known"),
            EquatableArray<ExpressionPlace>.Empty));

    private TensorGraph LowerGraph(
        MethodSpec method, EquatableArray<EntryInput> inputs, LayerInstance self, bool isTraining, List<SizeBound> bounds, List<SizeConstraint> checks)
    {
        var context = new LoweringContext(this, isTraining, checks);
        var arguments = new List<Value>();
        foreach (var input in inputs)
        {
            arguments.Add(new Value.Tensor(context.Builder.Add(
                new TensorNode(new TensorOp.Input(input.Name), EquatableArray<int>.Empty, input.Type, Name: input.Name))));
        }

        var body = new BodyLowering(context);
        var result = ((Value.Tensor)body.Call(method, self, arguments, out var returned)).Node;
        if (method.IsLoss && context.Builder[result].Type is { Rank: not 0 } type)
        {
            context.Enter(method.Key, method.Sources, self);
            context.Ordinal = returned;
            throw context.Fail(LoweringIds.LossNotScalar, method.Name, type.ToString());
        }

        bounds.AddRange(context.Bounds);
        results[method.Key] = context.Builder[result].Type;
        // Transposes that a product has absorbed are not needed any more.
        var outputs = context.Updates.OrderBy(update => update.Key).Select(update => new TensorOutput(update.Value, Buffer: update.Key));
        return Liveness.Prune(context.Builder.Build(outputs.Prepend(new TensorOutput(result)), context.Trace));
    }
}
