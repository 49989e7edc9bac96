namespace Pico.Examples.Reporting;

/// <summary>Shows how a training run goes.</summary>
/// <typeparam name="TStatus">What the run tells of itself.</typeparam>
internal interface ITrainingReport<TStatus>
    where TStatus : struct, ITrainingStatus
{
    /// <summary>Shows a newer status. Called many times a second; what cannot be shown that often is left out.</summary>
    void Update(in TStatus status);
}
