using Pico.Examples.Catalog;
using Pico.Models;
using Pico.Threading;
using Pico.Training;

namespace Pico.Examples.Benchmarking;

/// <summary>One step of training as a program would write it: gradients to zero, forward and back, AdamW.</summary>
internal sealed class TrainingStep
{
    private readonly IModel model;
    private readonly Func<float> lossAndGradient;
    private readonly AdamW optimizer;
    private StepClock? optimizerClock;

    /// <summary>Prepares a step over made-up inputs.</summary>
    /// <param name="model">The model; its default workspace is used.</param>
    /// <param name="sizes">The named dimensions, in the order of the entry point's parameters.</param>
    /// <param name="bind">Makes the call of the model's own <c>LossAndGradient</c> for the inputs.</param>
    public TrainingStep(IModel model, int[] sizes, Func<SampleInputs, Func<float>> bind)
    {
        this.model = model;
        Entry = model.Description.EntryPoints.Single(entry => entry.FormsGradients);
        lossAndGradient = bind(SampleInputs.Draw(model, Entry, sizes, seed: 1));
        optimizer = new AdamW(model.Parameters) { ChecksGradients = false };
        Sizes = SampleInputs.SizesOf(model, Entry, sizes);
    }

    /// <summary>The entry point that is run.</summary>
    public EntryPointDescription Entry { get; }

    /// <summary>The values of all names that its plan counts work in.</summary>
    public IReadOnlyDictionary<string, long> Sizes { get; }

    /// <summary>The floating-point operations of <see cref="Entry"/> by its plan; the optimizer's are not counted.</summary>
    public long FloatingPointOperations => Entry.Steps.Sum(step => step.FloatingPointOperations(Sizes));

    /// <summary>The threads that work.</summary>
    public WorkerPool Pool
    {
        set => model.DefaultWorkspace.Pool = value;
    }

    /// <summary>Lets clocks run along.</summary>
    /// <param name="entry">Measures the steps of <see cref="Entry"/>.</param>
    /// <param name="optimizer">Measures the optimizer, as its step 0.</param>
    public void Measure(StepClock entry, StepClock optimizer) => (model.DefaultWorkspace.Clock, optimizerClock) = (entry, optimizer);

    /// <summary>Makes a step and returns its loss. Allocates nothing after the first.</summary>
    public float Run()
    {
        model.ClearGradients();
        var loss = lossAndGradient();
        optimizerClock?.Begin(0);
        optimizer.Step(model.Parameters.Values, model.Gradients, 1, model.DefaultWorkspace.Pool);
        optimizerClock?.Stop();
        return loss;
    }
}
