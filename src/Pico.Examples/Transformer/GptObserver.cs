using Pico.Examples.Reporting;
using Pico.Training;

namespace Pico.Examples.Transformer;

/// <summary>Shows a run and saves it.</summary>
/// <param name="tokensPerStep">The characters that a step learns from.</param>
/// <param name="save">Saves it.</param>
internal sealed class GptObserver(int tokensPerStep, Action save) : ITrainingObserver
{
    /// <summary>Where the run is shown.</summary>
    public ITrainingReport<GptStatus>? Report { get; set; }

    public void Stepped(in TrainingProgress progress) => Report?.Update(new GptStatus(progress, tokensPerStep, IsMilestone: false));

    public void Validated(in TrainingProgress progress, in LossPoint point) => Report?.Update(new GptStatus(progress, tokensPerStep, IsMilestone: true));

    public void Save(Trainer trainer) => save();
}
