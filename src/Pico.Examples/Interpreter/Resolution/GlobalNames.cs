namespace Pico.Examples.Interpreter.Resolution;

/// <summary>Numbers the global variables of an engine; a name has its number from the first time that a program mentions it.</summary>
internal sealed class GlobalNames
{
    private readonly Dictionary<string, int> indices = [];
    private readonly List<string> names = [];

    public int Count => names.Count;

    public string this[int index] => names[index];

    public int IndexOf(string name)
    {
        if (!indices.TryGetValue(name, out var index))
        {
            index = names.Count;
            names.Add(name);
            indices.Add(name, index);
        }

        return index;
    }
}
