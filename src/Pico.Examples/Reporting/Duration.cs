using System.Globalization;

namespace Pico.Examples.Reporting;

/// <summary>Durations as people read them.</summary>
internal static class Duration
{
    /// <summary>"0:07", "12:34" or "1:02:03", rounded up to whole seconds.</summary>
    public static string Format(TimeSpan duration)
    {
        var seconds = (long)Math.Ceiling(Math.Max(0, duration.TotalSeconds));
        var (hours, minutes, rest) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
        return hours > 0
            ? string.Create(CultureInfo.InvariantCulture, $"{hours}:{minutes:00}:{rest:00}")
            : string.Create(CultureInfo.InvariantCulture, $"{minutes}:{rest:00}");
    }
}
