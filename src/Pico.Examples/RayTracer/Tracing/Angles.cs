namespace Pico.Examples.RayTracer.Tracing;

/// <summary>
/// Angles and back, in turns. All are short Taylor polynomials near 0 of correctly rounded operations, so that they have the same bits at every width; the errors are below 1e-7.
/// </summary>
internal static class Angles
{
    private const float Pi = 3.14159265358979f, EighthTangent = 0.414213562373095f; // the tangent of a sixteenth of a turn

    /// <summary>Sine and cosine.</summary>
    /// <param name="turns">The angle; 1 is all round.</param>
    /// <param name="sine">Its sine.</param>
    /// <param name="cosine">Its cosine.</param>
    public static void SineCosine(float turns, out float sine, out float cosine)
    {
        var quarters = turns * 4;
        var nearest = MathF.Floor(quarters + 0.5f);
        var angle = (quarters - nearest) * (Pi / 2);
        var square = angle * angle;
        var s = angle * (1 + square * (-1f / 6 + square * (1f / 120 + square * (-1f / 5040 + square * (1f / 362880)))));
        var c = 1 + square * (-0.5f + square * (1f / 24 + square * (-1f / 720 + square * (1f / 40320))));
        var quarter = (int)nearest & 3;
        var isTurned = (quarter & 1) != 0;
        var a = isTurned ? c : s;
        var b = isTurned ? s : c;
        sine = (quarter & 2) != 0 ? -a : a;
        cosine = quarter == 1 || quarter == 2 ? -b : b;
    }

    /// <summary>The angle from the x axis to a point, from -1/2 to 1/2.</summary>
    /// <param name="y">Its second coordinate.</param>
    /// <param name="x">Its first coordinate.</param>
    public static float Turns(float y, float x)
    {
        float across = MathF.Abs(x), up = MathF.Abs(y);
        var isSteep = up > across;
        var large = isSteep ? up : across;
        var small = isSteep ? across : up;
        var tangent = large > 0 ? small / large : 0;
        var isBeyond = tangent > EighthTangent; // then by the difference to an eighth of a turn
        var t = isBeyond ? (tangent - 1) / (tangent + 1) : tangent;
        var s = t * t;
        var arc = t * (1 + s * (-1f / 3 + s * (1f / 5 + s * (-1f / 7 + s * (1f / 9 + s * (-1f / 11 + s * (1f / 13 + s * (-1f / 15))))))));
        var turns = arc * (0.5f / Pi) + (isBeyond ? 0.125f : 0);
        if (isSteep) turns = 0.25f - turns;
        if (x < 0) turns = 0.5f - turns;
        return y < 0 ? -turns : turns;
    }
}
