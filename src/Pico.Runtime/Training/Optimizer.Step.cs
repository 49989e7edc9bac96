using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Pico.Models;
using Pico.Threading;

namespace Pico.Training;

public abstract unsafe partial class Optimizer
{
    // Fewer weights are moved (in some microseconds) before other threads have begun.
    private const int AloneWeights = 8 * 1024;

    // Of the step that runs; the memory is pinned meanwhile.
    private float* wideWeights;
    private ushort* narrowWeights;
    private float* gradientValues;
    private WorkerPool? pool;

    /// <summary>Moves float32 weights one step against their gradients.</summary>
    /// <param name="weights">All trained weights, updated.</param>
    /// <param name="gradients">One gradient for each weight.</param>
    /// <param name="gradientScale">What every gradient is multiplied by on the way: below one to clip them, or for a mean over several batches.</param>
    /// <param name="pool">The threads that work; without one, the caller's alone.</param>
    /// <exception cref="ArgumentException">The number of weights or gradients is not that of the state.</exception>
    /// <exception cref="TrainingException">A gradient is not finite; nothing has moved. See <see cref="ChecksGradients"/>.</exception>
    public void Step(Span<float> weights, ReadOnlySpan<float> gradients, double gradientScale = 1, WorkerPool? pool = null)
    {
        RequireCounts(weights.Length, gradients.Length);
        fixed (float* weight = weights, gradient = gradients) Step(weight, null, gradient, gradientScale, pool);
    }

    /// <summary>Moves a model's trained weights one step against their gradients.</summary>
    /// <param name="parameters">The parameters, for which the optimizer was made.</param>
    /// <param name="gradients">One gradient for each weight.</param>
    /// <param name="gradientScale">What every gradient is multiplied by on the way: below one to clip them, or for a mean over several batches.</param>
    /// <param name="pool">The threads that work; without one, the caller's alone.</param>
    /// <exception cref="ArgumentException">The number of weights or gradients is not that of the state, or the optimizer was made for float32.</exception>
    /// <exception cref="TrainingException">A gradient is not finite; nothing has moved. See <see cref="ChecksGradients"/>.</exception>
    public void Step(ParameterSet parameters, ReadOnlySpan<float> gradients, double gradientScale = 1, WorkerPool? pool = null)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        if (parameters.Storage == Storage.Float32)
        {
            Step(parameters.Values, gradients, gradientScale, pool);
            return;
        }

        RequireCounts(parameters.Length, gradients.Length);
        if (remainders.Length != parameters.Length)
            throw new ArgumentException($"the weights are stored as bfloat16, but {Name} was made for float32: make it with the model's parameters.", nameof(parameters));
        fixed (ushort* weight = MemoryMarshal.Cast<BFloat16, ushort>(parameters.NarrowValues))
        fixed (float* gradient = gradients) Step(null, weight, gradient, gradientScale, pool);
    }

    /// <summary>Computes the loss and its gradients, and makes one step; what searches for the length of a step computes them more often.</summary>
    /// <param name="parameters">The parameters, for which the optimizer was made.</param>
    /// <param name="gradients">Where <paramref name="evaluate"/> leaves the gradients, such as <c>model.Gradients</c>.</param>
    /// <param name="evaluate">The loss of the weights as they are; overwrites the gradients.</param>
    /// <param name="pool">The threads that work; without one, the caller's alone.</param>
    /// <returns>The loss before the step.</returns>
    /// <exception cref="TrainingException">A gradient before the step is not finite; nothing has moved.</exception>
    public virtual double Step(ParameterSet parameters, ReadOnlySpan<float> gradients, Func<double> evaluate, WorkerPool? pool = null)
    {
        ArgumentNullException.ThrowIfNull(evaluate);
        var loss = evaluate();
        Step(parameters, gradients, 1, pool);
        return loss;
    }

    /// <summary>Works out what is the same for all weights of a group, and makes one pass, or several.</summary>
    /// <param name="gradientScale">What every gradient is multiplied by.</param>
    protected abstract void Run(double gradientScale);

    /// <summary>What a pass does to one piece; pieces run at the same time.</summary>
    /// <param name="pass">The number that <see cref="Pass"/> was given.</param>
    /// <param name="piece">Weights and gradients.</param>
    protected abstract void Update(int pass, in OptimizerPiece piece);

    /// <summary>What a job of <see cref="Work"/> does; jobs run at the same time.</summary>
    /// <param name="work">The number that <see cref="Work"/> was given.</param>
    /// <param name="job">The job.</param>
    /// <param name="gradients">All gradients.</param>
    protected virtual void Update(int work, int job, ReadOnlySpan<float> gradients)
    {
    }

    /// <summary>Calls <see cref="Update(int, in OptimizerPiece)"/> for all pieces.</summary>
    /// <param name="pass">Tells several passes of one step apart.</param>
    protected void Pass(int pass) => Start(count > AloneWeights ? pool : null, &UpdatePiece, pass, chunks.Length);

    /// <summary>Calls <see cref="Update(int, int, ReadOnlySpan{float})"/> for jobs of another cut than the pieces'.</summary>
    /// <param name="work">Tells several kinds of jobs apart.</param>
    /// <param name="jobs">How many there are.</param>
    protected void Work(int work, int jobs) => Start(pool, &UpdateJob, work, jobs);

    /// <summary>All gradients of the step that runs.</summary>
    protected ReadOnlySpan<float> GradientsOfStep => new(gradientValues, count);

    /// <summary>The threads of the step that runs; null for the caller's alone.</summary>
    protected WorkerPool? Pool => pool;

    private void Step(float* wide, ushort* narrow, float* gradients, double gradientScale, WorkerPool? workers)
    {
        if (ChecksGradients) RequireFinite(new ReadOnlySpan<float>(gradients, count), workers);
        wideWeights = wide;
        narrowWeights = narrow;
        gradientValues = gradients;
        pool = workers;
        try
        {
            StepCount++;
            Run(gradientScale);
        }
        finally
        {
            wideWeights = gradientValues = null;
            narrowWeights = null;
            pool = null;
        }
    }

    private void Start(WorkerPool? team, delegate*<void*, int, void> body, int number, int jobs)
    {
        // The address of a local that holds the reference: the collector keeps it up to date.
        var self = this;
        var pass = new RunningPass { Optimizer = Unsafe.AsPointer(ref self), Number = number };
        if (team is not null)
        {
            team.Run(body, &pass, jobs);
        }
        else
        {
            for (var i = 0; i < jobs; i++) body(&pass, i);
        }

        GC.KeepAlive(self);
    }

    private static void UpdateJob(void* state, int index)
    {
        var pass = (RunningPass*)state;
        var optimizer = Unsafe.AsRef<Optimizer>(pass->Optimizer);
        optimizer.Update(pass->Number, index, new ReadOnlySpan<float>(optimizer.gradientValues, optimizer.count));
    }

    private static void UpdatePiece(void* state, int index)
    {
        var pass = (RunningPass*)state;
        var optimizer = Unsafe.AsRef<Optimizer>(pass->Optimizer);
        if (optimizer.wideWeights is null)
        {
            optimizer.UpdateNarrow(pass->Number, index);
            return;
        }

        var chunk = optimizer.chunks[index];
        optimizer.Update(pass->Number, new OptimizerPiece(
            new Span<float>(optimizer.wideWeights + chunk.First, chunk.Count), new ReadOnlySpan<float>(optimizer.gradientValues + chunk.First, chunk.Count), index, chunk));
    }

    [SkipLocalsInit]
    private void UpdateNarrow(int pass, int index)
    {
        var chunk = chunks[index];
        Span<float> weights = stackalloc float[OptimizerChunk.Largest];
        weights = weights[..chunk.Count];
        var stored = new Span<ushort>(narrowWeights + chunk.First, chunk.Count);
        var rests = remainders.AsSpan(chunk.First, chunk.Count);
        SplitWeight.JoinAll(weights, stored, rests);
        Update(pass, new OptimizerPiece(weights, new ReadOnlySpan<float>(gradientValues + chunk.First, chunk.Count), index, chunk));
        SplitWeight.SplitAll(weights, stored, rests);
    }

    private void RequireCounts(int weights, int gradients)
    {
        if (weights != count || gradients != count)
            throw new ArgumentException($"{Name} was made for {count} weights, but was given {weights} weights and {gradients} gradients.", nameof(weights));
    }

    private void RequireFinite(ReadOnlySpan<float> gradients, WorkerPool? workers)
    {
        if (double.IsFinite(norm.Of(gradients, workers))) return;
        for (var i = 0; i < gradients.Length; i++)
        {
            if (float.IsFinite(gradients[i])) continue;
            var name = parameters?.Trained.LastOrDefault(parameter => parameter.Offset <= i)?.Name;
            throw new TrainingException(string.Create(
                CultureInfo.InvariantCulture,
                $"{Name}: the gradient of {(name is null ? $"weight {i}" : $"'{name}'")} is {gradients[i]} at step {StepCount + 1}; lower the learning rate, or look for what made it with the loss"));
        }
    }

    private struct RunningPass
    {
        public void* Optimizer;
        public int Number;
    }
}
