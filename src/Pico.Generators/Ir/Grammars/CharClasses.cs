using System.Linq;

namespace Pico.Generators.Ir;

/// <summary>
/// Code points cut into classes, such that no set of the lexer tells two members of one class apart. Class 0 holds what is
/// in no set at all. Transitions go by class.
/// </summary>
/// <param name="Sets">The members of each class; together they are all code points.</param>
internal sealed record CharClasses(EquatableArray<CharSet> Sets)
{
    public int Count => Sets.Count;

    /// <summary>The class of a code point, given its general category.</summary>
    public int ClassOf(int codePoint, int category)
    {
        for (var i = 0; i < Sets.Count; i++)
        {
            if (Sets[i].Contains(codePoint, category))
            {
                return i;
            }
        }

        return 0;
    }

    /// <summary>The classes of the 128 ASCII characters.</summary>
    public int[] OfAscii() => Enumerable.Range(0, CharSet.LastAscii + 1).Select(c => ClassOf(c, 0)).ToArray();

    /// <summary>Whether a class has members beyond ASCII.</summary>
    public bool IsBeyondAscii(int index) => Sets[index].Intervals.Any(interval => interval.Last > CharSet.LastAscii);
}
