using Pico.Kernels;
using Pico.Memory;
using Pico.Threading;

namespace Pico.Models;

/// <summary>
/// What one caller of a model needs besides the shared weights: activations, gradients and the number of the training step.
/// Concurrent callers take a workspace each. The generator derives one class per model with its entry points.
/// </summary>
public abstract unsafe class ModelWorkspace : IDisposable
{
    private readonly ModelState model;
    private static readonly bool TracesAll = Environment.GetEnvironmentVariable("PICO_TRACE_NAN") is { Length: > 0 } and not "0";

    private AlignedBuffer? memory;
    private AlignedBuffer? gradients;
    private readonly List<SequenceMemory> sequences = [];

    /// <summary>Makes an empty workspace; memory comes with the first call of an entry point.</summary>
    /// <param name="model">The model's shared part.</param>
    protected ModelWorkspace(ModelState model)
    {
        ArgumentNullException.ThrowIfNull(model);
        this.model = model;
    }

    /// <summary>The model's parameters.</summary>
    public ParameterSet Parameters => model.Parameters;

    /// <summary>
    /// The gradients, in the layout of <see cref="ParameterSet.Values"/>. Entry points that form gradients add to them until
    /// <see cref="ClearGradients"/>.
    /// </summary>
    public Span<float> Gradients => GradientBuffer.AsSpan(0, Parameters.Length);

    /// <summary>The number of the training step, which keys dropout; every call in training mode adds one.</summary>
    public long Step { get; set; }

    /// <summary>The threads that run the loops; results do not depend on their number.</summary>
    public WorkerPool Pool { get; set; } = WorkerPool.Shared;

    /// <summary>Measures the time of each step of an entry point; null, as it is at first, for none.</summary>
    public StepClock? Clock { get; set; }

    /// <summary>The bytes of memory held for activations.</summary>
    public long ActivationBytes => memory?.Length ?? 0;

    /// <summary>
    /// Whether temporaries keep their values after a run instead of sharing memory, so that <see cref="Temporary"/> can show
    /// them. For tools; costs memory.
    /// </summary>
    public bool KeepsTemporaries { get; set; }

    /// <summary>
    /// Whether every call looks whether its result and the gradients are finite and, where they are not, throws a <see cref="NonFiniteException"/> that
    /// names the operation, with the user's expression, that made the first NaN or infinity on the way forth or back. The finding takes two further runs, one of
    /// them eager; looking takes one pass over result and gradients; off, it costs a test a call. Steps of decoding are not traced. At first it is
    /// off, or on where the environment variable <c>PICO_TRACE_NAN</c> is set.
    /// </summary>
    public bool TraceNonFinite { get; set; } = TracesAll;

    /// <summary>The seed that keys dropout.</summary>
    protected ulong Seed => model.Seed;

    private AlignedBuffer GradientBuffer => gradients ??= new AlignedBuffer(Math.Max(Parameters.Length, 16) * (long)sizeof(float));

    /// <summary>The gradients of one parameter; a frozen one has none.</summary>
    /// <param name="index">Its position.</param>
    public Span<float> Gradient(int index) => Parameters[index].IsFrozen ? [] : Gradients.Slice(Parameters[index].Offset, Parameters[index].Length);

    /// <summary>The memory plan of an entry point, with the sizes of its last call.</summary>
    /// <param name="entryPoint">Its name.</param>
    /// <exception cref="ArgumentException">There is no such entry point.</exception>
    public abstract MemoryPlan MemoryOf(string entryPoint);

    /// <summary>The bytes that a step of an entry point takes, at the sizes of its last call in this workspace.</summary>
    /// <param name="entryPoint">Its name, such as <c>LossAndGradient</c>.</param>
    /// <param name="optimizerBytes">What the optimizer keeps, such as <see cref="Training.Optimizer.StateBytes"/>.</param>
    /// <exception cref="ArgumentException">There is no such entry point.</exception>
    /// <exception cref="InvalidOperationException">It has not run in this workspace yet.</exception>
    public StepMemory MemoryOfStep(string entryPoint, long optimizerBytes = 0)
    {
        var plan = MemoryOf(entryPoint);
        return plan.IsSized
            ? new StepMemory(Parameters.Bytes, gradients?.Length ?? 0, optimizerBytes, plan.Bytes, GemmScratch.HeldBytes)
            : throw new InvalidOperationException($"{entryPoint} has not run in this workspace.");
    }

    /// <summary>
    /// A temporary of the last call, which must have been this entry point's, with <see cref="KeepsTemporaries"/>. One of bfloat16 is
    /// widened into a copy.
    /// </summary>
    /// <param name="entryPoint">The entry point's name.</param>
    /// <param name="slot">The temporary's slot.</param>
    public ReadOnlySpan<float> Temporary(string entryPoint, int slot)
    {
        var plan = MemoryOf(entryPoint);
        if (memory is null)
        {
            throw new InvalidOperationException($"{entryPoint} has not run in this workspace.");
        }

        return plan.ElementBytes(slot) == sizeof(float)
            ? memory.AsSpan(plan.Offset(slot), checked((int)(plan.Size(slot) / sizeof(float))))
            : Array.ConvertAll(new Span<BFloat16>(memory.Pointer + plan.Offset(slot), checked((int)(plan.Size(slot) / sizeof(BFloat16)))).ToArray(), value => (float)value);
    }

    /// <summary>Sets all gradients to zero.</summary>
    public void ClearGradients() => gradients?.AsSpan(0, Parameters.Length).Clear(); // memory yet to be asked for will be zero

    /// <summary>Frees the memory of this workspace; the model's weights stay.</summary>
    public void Dispose()
    {
        memory?.Dispose();
        gradients?.Dispose();
        memory = gradients = null;
        sequences.ForEach(memory => memory.Dispose());
        GC.SuppressFinalize(this);
    }

    /// <summary>The address of a parameter of float.</summary>
    /// <param name="index">Its position.</param>
    protected float* ParameterPointer(int index) => (float*)model.Parameters.Pointer(index);

    /// <summary>The address of a parameter of bfloat16.</summary>
    /// <param name="index">Its position.</param>
    protected BFloat16* NarrowParameterPointer(int index) => (BFloat16*)model.Parameters.Pointer(index);

    /// <summary>The address of a trained parameter's gradient.</summary>
    /// <param name="index">Its position.</param>
    protected float* GradientPointer(int index) => Parameters[index].IsFrozen
        ? throw new InvalidOperationException($"'{Parameters[index].Name}' is frozen and has no gradient.")
        : GradientBuffer.Floats + Parameters[index].Offset;

    /// <summary>The addresses of a parameter in every layer of a repeated array.</summary>
    /// <param name="index">Its position in the first layer.</param>
    /// <param name="parametersEach">The parameters of one layer.</param>
    /// <param name="layers">The number of layers.</param>
    protected Stack ParameterStack(int index, int parametersEach, int layers) =>
        new((byte*)model.Parameters.Pointer(index), Stride(index, parametersEach, layers) * Parameters.BytesOf(index), layers);

    /// <summary>The addresses of a parameter's gradient in every layer of a repeated array.</summary>
    /// <param name="index">Its position in the first layer.</param>
    /// <param name="parametersEach">The parameters of one layer.</param>
    /// <param name="layers">The number of layers.</param>
    protected Stack GradientStack(int index, int parametersEach, int layers) =>
        new((byte*)GradientPointer(index), Stride(index, parametersEach, layers) * sizeof(float), layers);

    /// <summary>Elements from a parameter of one layer to that of the next.</summary>
    private nint Stride(int index, int parametersEach, int layers) =>
        layers == 1 ? 0 : Parameters[index + parametersEach].Offset - Parameters[index].Offset;

    /// <summary>Throws where a result, or a gradient, is not finite. Generated code calls it where <see cref="TraceNonFinite"/> is set.</summary>
    /// <param name="entryPoint">The name of the entry point that has run.</param>
    /// <param name="result">What it returns.</param>
    /// <param name="inputs">What it was given, each as a list.</param>
    /// <param name="sizes">Its named dimensions.</param>
    /// <exception cref="NonFiniteException">Something is NaN or infinite.</exception>
    protected void RequireFinite(string entryPoint, ReadOnlySpan<float> result, IReadOnlyList<Tensor> inputs, IReadOnlyList<int> sizes)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        var traced = model.Model;
        var entry = traced.Description.EntryPoints.First(entry => entry.Name == entryPoint);
        if (NonFiniteTrace.Find(result) < 0 && (!entry.FormsGradients || NonFiniteTrace.Find(Gradients) < 0))
        {
            return;
        }

        if (new NonFiniteTrace(traced, entry, inputs, sizes, Step).Run() is { } found)
        {
            throw found;
        }
    }

    /// <summary>A view of memory that <see cref="Reserve"/> gave out; it keeps the memory alive by itself.</summary>
    /// <param name="address">The first float.</param>
    /// <param name="count">How many.</param>
    protected ReadOnlySpan<float> View(float* address, int count) => memory!.AsSpan((byte*)address - memory.Pointer, count);

    /// <summary>What an incremental entry point of this workspace remembers.</summary>
    protected SequenceMemory AddSequences()
    {
        var memory = new SequenceMemory();
        sequences.Add(memory);
        return memory;
    }

    /// <summary>Memory for the temporaries of one call; what an earlier call returned as a view ends here.</summary>
    /// <param name="bytes">How much.</param>
    protected byte* Reserve(long bytes)
    {
        if (memory is null || memory.Length < bytes)
        {
            memory?.Dispose();
            memory = new AlignedBuffer(Math.Max(bytes, AlignedBuffer.Alignment));
        }

        return memory.Pointer;
    }
}
