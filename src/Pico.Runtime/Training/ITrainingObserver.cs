namespace Pico.Training;

/// <summary>Follows a run of a <see cref="Trainer"/>, between its steps.</summary>
public interface ITrainingObserver
{
    /// <summary>A step has been made.</summary>
    /// <param name="progress">Where the run stands.</param>
    void Stepped(in TrainingProgress progress);

    /// <summary>The validation loss has been measured.</summary>
    /// <param name="progress">Where the run stands.</param>
    /// <param name="point">The new point of the loss curve.</param>
    void Validated(in TrainingProgress progress, in LossPoint point);

    /// <summary>
    /// Time to save: after each validation, and before the run ends because it was cancelled.
    /// </summary>
    /// <param name="trainer">The trainer; see <see cref="Trainer.Save"/>.</param>
    void Save(Trainer trainer);
}
