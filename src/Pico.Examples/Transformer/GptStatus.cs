using System.Globalization;
using Pico.Examples.Reporting;
using Pico.Training;

namespace Pico.Examples.Transformer;

/// <summary>Where the training of a language model stands.</summary>
/// <param name="Progress">The trainer's view.</param>
/// <param name="TokensPerStep">The characters that a step learns from.</param>
/// <param name="IsMilestone">Whether the validation loss is new.</param>
internal readonly record struct GptStatus(TrainingProgress Progress, int TokensPerStep, bool IsMilestone) : ITrainingStatus
{
    public long Done => Progress.Step;

    public long Total => Progress.Steps;

    public double TokensPerSecond => Progress.StepsPerSecond * TokensPerStep;

    public string Line => string.Create(
        CultureInfo.InvariantCulture,
        $"step {Progress.Step}/{Progress.Steps} loss={Progress.Loss:F4} val_loss={Validation("none", "F4")} lr={Progress.LearningRate:0.0e+0} grad_norm={Progress.GradientNorm:F2} tokens_per_s={TokensPerSecond:F0} left={Duration.Format(Progress.Left)}");

    // Short enough to leave room for the bar in eighty columns.
    public string Caption => string.Create(
        CultureInfo.InvariantCulture,
        $"{Progress.Step}/{Progress.Steps}  loss {Progress.Loss:F3}  val {Validation("-", "F3")}  {TokensPerSecond:N0} tok/s  {Duration.Format(Progress.Left)} left");

    private string Validation(string none, string format) =>
        double.IsNaN(Progress.ValidationLoss) ? none : Progress.ValidationLoss.ToString(format, CultureInfo.InvariantCulture);
}
