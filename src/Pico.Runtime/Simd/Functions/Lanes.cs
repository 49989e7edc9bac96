namespace Pico;

/// <summary>
/// Questions to all elements that a kernel computes side by side (ispc's cross-lane operations). Their outcome is the same in every lane, so that a branch or loop it decides is taken by
/// all lanes together, and what it leads to can be read once for all of them. Asked are the elements that are at this place; called from a method of one element, that is one. Results
/// should not depend on how many that are: votes are for going the same way, such as rays that share the nodes of a tree.
/// </summary>
public static class Lanes
{
    /// <summary>Whether a condition holds for any of them.</summary>
    /// <param name="condition">The condition.</param>
    public static bool Any(bool condition) => condition;

    /// <summary>Whether a condition holds for each of them.</summary>
    /// <param name="condition">The condition.</param>
    public static bool All(bool condition) => condition;

    /// <summary>For how many of them a condition holds.</summary>
    /// <param name="condition">The condition.</param>
    public static int Count(bool condition) => condition ? 1 : 0;
}
