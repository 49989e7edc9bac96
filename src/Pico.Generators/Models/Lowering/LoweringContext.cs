using System.Collections.Generic;
using System.Linq;
using Pico.Generators.Ir;

namespace Pico.Generators.Models;

/// <summary>
/// Where the lowering of one graph stands: the graph so far, and the chain of calls down to the current expression, from
/// which origins and errors are made.
/// </summary>
internal sealed class LoweringContext
{
    private const int DeepestCalls = 64;
    private const int MostCalls = 100_000;

    private readonly List<TracedOperation> trace = new();
    private readonly List<SizeBound> bounds = new();
    private readonly Dictionary<int, int> updates = new();
    private readonly Stack<LayerInstance> recomputed = new();
    private int callCount;
    private Dimension dropoutsBefore = Dimension.Constant(0);
    private int dropouts;

    public LoweringContext(ModelLowering model, bool isTraining, List<SizeConstraint> constraints)
    {
        Constraints = constraints;
        Model = model;
        IsTraining = isTraining;
    }

    public ModelLowering Model { get; }

    public bool IsTraining { get; }

    /// <summary>What each call of the entry point must check of its sizes.</summary>
    public List<SizeConstraint> Constraints { get; }

    public TensorBuilder Builder { get; } = new();

    /// <summary>The operations so far, in the order in which the eager run numbers them.</summary>
    public IReadOnlyList<TracedOperation> Trace => trace;

    /// <summary>What calls are held to.</summary>
    public IReadOnlyList<SizeBound> Bounds => bounds;

    public CallFrame? Frame { get; private set; }

    /// <summary>The ordinal of the current expression in the frame's body.</summary>
    public int Ordinal { get; set; } = -1;

    /// <summary>The source ordinal for nodes made by the current expression.</summary>
    public int Origin => Frame is null || Ordinal < 0 ? -1 : Model.SourceOrdinal(this);

    /// <summary>The current expression as a message names it: its text, and the layer it runs in.</summary>
    public string Here => "'" + (Frame?.Text(Ordinal) ?? string.Empty) + "'" + InLayer;

    private string InLayer => Frame?.This is { Prefix.Length: > 0 } layer ? " in layer '" + layer.Path + "' (" + layer.Spec.Name + ")" : string.Empty;

    /// <summary>Notes that the current expression is an operation that an eager run would number next.</summary>
    /// <returns>Its node.</returns>
    public int Traced(int node)
    {
        trace.Add(new TracedOperation(node, Origin, Repetition: Builder.Repetition));
        return node;
    }

    /// <summary>
    /// Demands that one size does not exceed another, of each call where only a call knows. Every named size is at least one.
    /// </summary>
    public void Require(Dimension smaller, Dimension larger)
    {
        var terms = (larger - smaller).Terms;
        var holds = terms.All(term => term.Coefficient > 0 || term.Factors.Count == 0) && terms.Sum(term => term.Coefficient) >= 0;
        if (!holds && !bounds.Any(bound => bound.Smaller == smaller && bound.Larger == larger))
        {
            bounds.Add(new SizeBound(smaller, larger, Origin));
        }
    }

    /// <summary>The new values of buffers so far, by parameter.</summary>
    public IReadOnlyDictionary<int, int> Updates => updates;

    /// <summary>Gives a buffer a new value.</summary>
    public void Update(int buffer, int node) => updates[buffer] = node;

    /// <summary>The stream of the next dropout call.</summary>
    public RandomStream NextDropout() => new(dropoutsBefore + Dimension.Constant(dropouts++), Builder.Repetition);

    /// <summary>Adds a repetition, to which the nodes that follow belong.</summary>
    public int EnterRepetition(RepeatedLayer layers)
    {
        dropoutsBefore += Dimension.Constant(dropouts);
        dropouts = 0;
        Builder.Repetition = Builder.Add(new Repetition(layers.Name, layers.Count, EquatableArray<int>.Empty, Recomputation: Builder.Recomputation));
        return Builder.Repetition;
    }

    /// <summary>Ends a repetition; it leaves these values to the next one.</summary>
    public void LeaveRepetition(int repetition, IEnumerable<int> results)
    {
        var entered = Builder.Repetitions[repetition];
        Builder.Replace(repetition, entered with { Results = results.ToEquatableArray(), Dropouts = dropouts });
        Builder.Repetition = -1;
        dropoutsBefore += Dimension.Constant(dropouts) * entered.Count;
        dropouts = 0;
    }

    /// <summary>
    /// Begins the call of a layer that the way back computes again: unless the call stands inside the layer itself, the nodes that
    /// follow belong to a recomputation. Returns that of the nodes before, to be given to <see cref="LeaveRecomputation"/>.
    /// </summary>
    public int EnterRecomputation(LayerInstance? layer)
    {
        var before = Builder.Recomputation;
        if (IsTraining && layer is { IsRecomputed: true } && !recomputed.Contains(layer))
        {
            recomputed.Push(layer);
            Builder.Recomputation = Builder.Add(new Recomputation(layer.Path, Builder.Repetition, before));
        }

        return before;
    }

    public void LeaveRecomputation(int before)
    {
        if (Builder.Recomputation != before)
        {
            recomputed.Pop();
            Builder.Recomputation = before;
        }
    }

    public void Enter(string body, EquatableArray<string> sources, LayerInstance? self)
    {
        if (++callCount > MostCalls)
        {
            throw Fail(LoweringIds.Unsupported, Frame?.Text(Ordinal) ?? body, "the model makes more than " + MostCalls + " calls");
        }

        if (Frame?.Depth >= DeepestCalls)
        {
            throw Fail(LoweringIds.Recursion, body, "calls are nested more than " + DeepestCalls + " deep");
        }

        Frame = new CallFrame(body, sources, self, Frame, Ordinal);
        Ordinal = -1;
    }

    public void Leave()
    {
        Ordinal = Frame!.CallerOrdinal;
        Frame = Frame.Caller;
    }

    /// <summary>The exception that reports a problem at the current expression.</summary>
    public LoweringException Fail(string id, params string[] arguments) =>
        new(new LoweringError(id, arguments.ToEquatableArray(), Places()));

    /// <summary>The current expression and the calls that led there, innermost first.</summary>
    public EquatableArray<ExpressionPlace> Places()
    {
        var places = new List<ExpressionPlace>();
        var ordinal = Ordinal;
        for (var frame = Frame; frame is not null; frame = frame.Caller)
        {
            if (ordinal >= 0)
            {
                places.Add(new ExpressionPlace(frame.Body, ordinal));
            }

            ordinal = frame.CallerOrdinal;
        }

        return places.ToEquatableArray();
    }

    /// <summary>The exception for an expression that the model language has not.</summary>
    public LoweringException Unsupported(string why) => Fail(LoweringIds.Unsupported, Frame?.Text(Ordinal) ?? string.Empty, why);
}
