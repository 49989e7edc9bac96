namespace Pico.Checkpoints;

/// <summary>A checkpoint is broken, or is not one of the model at hand. The message is one line that says what, where and what to do.</summary>
/// <param name="message">The line.</param>
/// <param name="cause">What was found out first, if anything.</param>
public sealed class CheckpointException(string message, Exception? cause = null) : Exception(message, cause);
