namespace Pico.Examples.Reporting;

/// <summary>Where a training run stands, in the words of its kind.</summary>
internal interface ITrainingStatus
{
    /// <summary>The part that is done.</summary>
    long Done { get; }

    /// <summary>The whole.</summary>
    long Total { get; }

    /// <summary>Whether it is worth a line of its own in any case.</summary>
    bool IsMilestone { get; }

    /// <summary>A line for files, pipes and logs: <c>name=value</c> pairs.</summary>
    string Line { get; }

    /// <summary>The same for people, next to a bar.</summary>
    string Caption { get; }
}
