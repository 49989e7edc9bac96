namespace Pico.Examples.Reporting;

/// <summary>Shows how a training run goes.</summary>
internal interface ITrainingReport
{
    /// <summary>Shows a newer status. Called many times a second; what cannot be shown that often is left out.</summary>
    void Update(in TrainingStatus status);
}
