namespace Pico.Training;

/// <summary>A run cannot go on. The message is one line that says what, where and what to do.</summary>
/// <param name="message">The line.</param>
public sealed class TrainingException(string message) : Exception(message);
