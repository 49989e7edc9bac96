using Pico.Examples.Interpreter.Syntax;

namespace Pico.Examples.Interpreter.Resolution;

/// <summary>The variables of one function while it is resolved.</summary>
internal sealed class FunctionScope(ResolvedFunction function, FunctionScope? enclosing)
{
    private readonly List<LocalVariable> visible = [];
    private readonly List<Capture> captures = [];
    private int next;

    public ResolvedFunction Function => function;

    public FunctionScope? Enclosing => enclosing;

    /// <summary>How many blocks are open; 0 is the level of globals in the script.</summary>
    public int Depth { get; set; }

    public IReadOnlyList<Capture> Captures => captures;

    public int VisibleCount => visible.Count;

    /// <summary>Whether the innermost block has a variable of a name.</summary>
    public bool HasInBlock(string name) => visible.Exists(local => local.Depth == Depth && local.Name == name);

    public LocalVariable Declare(string name, bool isReady)
    {
        var local = new LocalVariable(name, Reserve(1), Depth) { IsReady = isReady };
        visible.Add(local);
        return local;
    }

    /// <summary>Slots that nothing else uses until they are released.</summary>
    public int Reserve(int count)
    {
        var first = next;
        next += count;
        function.FrameSize = Math.Max(function.FrameSize, next);
        return first;
    }

    public void Release(int first) => next = first;

    /// <summary>Ends the innermost block.</summary>
    public void EndBlock()
    {
        visible.RemoveAll(local => local.Depth == Depth);
        Depth--;
        next = visible.Count > 0 ? visible[^1].Slot + 1 : 0;
    }

    public LocalVariable? Find(string name) => visible.FindLast(local => local.Name == name);

    /// <summary>The index of a variable of the functions around this one, captured if need be; null if none has it.</summary>
    public int? Capture(string name)
    {
        if (enclosing is null)
        {
            return null;
        }

        if (enclosing.Find(name) is { } local)
        {
            local.IsCaptured = true;
            return Add(new Capture(true, local.Slot));
        }

        return enclosing.Capture(name) is { } index ? Add(new Capture(false, index)) : null;
    }

    private int Add(Capture capture)
    {
        var index = captures.IndexOf(capture);
        if (index < 0)
        {
            index = captures.Count;
            captures.Add(capture);
        }

        return index;
    }
}
