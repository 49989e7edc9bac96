using System.Globalization;

namespace Pico.Examples.Grammars.Toml;

/// <summary>Reads dates and times as RFC 3339 has them, and says which do not exist.</summary>
internal static class TomlDateTimeReader
{
    private const int DateLength = 10, TimeLength = 8, MinutesOfDay = 24 * 60;

    /// <param name="text">A date, a time, or both, as the grammar has it.</param>
    /// <param name="place">Where it stands.</param>
    public static TomlValue Read(ReadOnlySpan<char> text, TomlPlace place)
    {
        var hasDate = text[2] != ':';
        TomlDate? date = hasDate ? Date(text[..DateLength], place) : null;
        if (text.Length == DateLength && hasDate)
        {
            return new TomlDateTime(date, null, null);
        }

        var start = hasDate ? DateLength + 1 : 0;
        var time = Time(text, start, out var end, place);
        int? offset = end == text.Length ? null : Offset(text, end, place);
        var value = new TomlDateTime(date, time, offset);
        if (time.Second == 60 && !MayBeLeapSecond(value))
        {
            place.Report(start + 6, 2, "there is a second 60 only at 23:59:60 of June 30 and December 31 in UTC");
        }

        return value;
    }

    private static TomlDate Date(ReadOnlySpan<char> text, TomlPlace place)
    {
        var (year, month, day) = (Number(text[..4]), Number(text[5..7]), Number(text[8..]));
        if (month is < 1 or > 12)
        {
            place.Report(5, 2, "the month is not one of 01 to 12");
        }
        else if (day < 1 || day > DaysOf(year, month))
        {
            place.Report(8, 2, string.Create(CultureInfo.InvariantCulture, $"{CultureInfo.InvariantCulture.DateTimeFormat.GetMonthName(month)} {year:0000} has the days 01 to {DaysOf(year, month)}"));
        }

        return new TomlDate(year, month, day);
    }

    /// <summary>The year 0 is a leap year, as 2000 is.</summary>
    private static int DaysOf(int year, int month) => DateTime.DaysInMonth(year == 0 ? 2000 : year, month);

    private static TomlTime Time(ReadOnlySpan<char> text, int start, out int end, TomlPlace place)
    {
        var (hour, minute, second) = (Number(text.Slice(start, 2)), Number(text.Slice(start + 3, 2)), Number(text.Slice(start + 6, 2)));
        Check(hour, 23, "hour", start, place);
        Check(minute, 59, "minute", start + 3, place);
        Check(second, 60, "second", start + 6, place);
        end = start + TimeLength;
        var nanosecond = 0;
        if (end < text.Length && text[end] == '.')
        {
            var weight = 100_000_000; // finer digits are cut off, as the specification says
            for (end++; end < text.Length && char.IsAsciiDigit(text[end]); end++, weight /= 10)
            {
                nanosecond += weight * (text[end] - '0');
            }
        }

        return new TomlTime(hour, minute, second, nanosecond);
    }

    private static int Offset(ReadOnlySpan<char> text, int start, TomlPlace place)
    {
        if (text[start] is 'Z' or 'z')
        {
            return 0;
        }

        var (hours, minutes) = (Number(text.Slice(start + 1, 2)), Number(text.Slice(start + 4, 2)));
        Check(hours, 23, "hour of the offset", start + 1, place);
        Check(minutes, 59, "minute of the offset", start + 4, place);
        return (text[start] == '-' ? -1 : 1) * ((hours * 60) + minutes);
    }

    /// <summary>RFC 3339, section 5.7: at the end of June or December, in UTC. Of a local time nobody can tell.</summary>
    private static bool MayBeLeapSecond(TomlDateTime value)
    {
        if (value is not { Date: { } date, Time: { } time, OffsetMinutes: { } offset })
        {
            return true;
        }

        var minute = (time.Hour * 60) + time.Minute - offset;
        var isLastMinute = (minute + MinutesOfDay) % MinutesOfDay == MinutesOfDay - 1;
        return isLastMinute && (minute < 0 ? date is { Month: 1 or 7, Day: 1 }
            : minute < MinutesOfDay ? date is { Month: 6, Day: 30 } or { Month: 12, Day: 31 }
            : date is { Month: 6, Day: 29 } or { Month: 12, Day: 30 });
    }

    private static void Check(int value, int most, string what, int start, TomlPlace place)
    {
        if (value > most)
        {
            place.Report(start, 2, string.Create(CultureInfo.InvariantCulture, $"the {what} is not one of 00 to {most}"));
        }
    }

    private static int Number(ReadOnlySpan<char> digits) => int.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);
}
