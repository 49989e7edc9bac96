using System.Globalization;
using System.Text;

namespace Pico.Examples.Reporting;

/// <summary>Pictures as text.</summary>
internal static class SvgText
{
    /// <summary>Writes a line of a picture; numbers have a point, whatever the user's language.</summary>
    public static void Line(StringBuilder svg, FormattableString line) => svg.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
}
