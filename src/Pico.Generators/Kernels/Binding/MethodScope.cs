using System.Collections.Generic;
using Microsoft.CodeAnalysis;
using Pico.Generators.Ir;

namespace Pico.Generators.Kernels;

/// <summary>The slots of one method: what its parameters and locals are called in the spec.</summary>
internal sealed class MethodScope
{
    private readonly Dictionary<ISymbol, SlotRange> slots = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<int, (MemoryElement Element, bool IsWritable)> memories = new();
    private readonly Stack<SlotRange> initialized = new();

    /// <summary>How many slots there are.</summary>
    public int Count { get; private set; }

    /// <summary>What <c>this</c> is.</summary>
    public SlotRange? Receiver { get; private set; }

    /// <summary>Whether the method promises to leave <c>this</c> as it is.</summary>
    public bool IsReceiverReadOnly { get; private set; }

    /// <summary>Whether <c>this</c> is being made.</summary>
    public bool IsConstructor { get; private set; }

    /// <summary>Where a struct goes that the method returns.</summary>
    public SlotRange? Result { get; private set; }

    /// <summary>The struct whose initializer is being bound: <c>new Ray { … }</c>, <c>ray with { … }</c>.</summary>
    public SlotRange? Initialized => initialized.Count > 0 ? initialized.Peek() : null;

    /// <summary>A slot for a parameter or local.</summary>
    public int Add(ISymbol symbol)
    {
        slots.Add(symbol, new SlotRange(Count, 1, null));
        return Count++;
    }

    /// <summary>Slots for a struct that is a parameter or local.</summary>
    public SlotRange Add(ISymbol symbol, LaneStruct structure)
    {
        var range = AddTemporaries(structure);
        slots.Add(symbol, range);
        return range;
    }

    public void AddReceiver(LaneStruct structure, ParameterPassing passing)
    {
        Receiver = AddTemporaries(structure);
        (IsReceiverReadOnly, IsConstructor) = (passing == ParameterPassing.In, passing == ParameterPassing.Out);
    }

    public void AddResult(LaneStruct structure) => Result = AddTemporaries(structure);

    /// <summary>A slot for a span or local array.</summary>
    public int AddMemory(ISymbol symbol, MemoryElement element, bool isWritable)
    {
        memories.Add(Count, (element, isWritable));
        return Add(symbol);
    }

    /// <summary>A slot that no symbol names.</summary>
    public int AddTemporary() => Count++;

    /// <summary>Slots of a struct that no symbol names.</summary>
    public SlotRange AddTemporaries(LaneStruct structure)
    {
        var range = new SlotRange(Count, structure.Parts.Count, structure);
        Count += range.Count;
        return range;
    }

    public void BeginInitializer(SlotRange range) => initialized.Push(range);

    public void EndInitializer() => initialized.Pop();

    /// <summary>The slots of a scalar or struct.</summary>
    public SlotRange? Variable(ISymbol symbol) => slots.TryGetValue(symbol, out var range) && !memories.ContainsKey(range.First) ? range : null;

    /// <summary>The slot of a span or local array and what it holds.</summary>
    public (int Slot, MemoryElement Element, bool IsWritable)? Memory(ISymbol symbol) =>
        slots.TryGetValue(symbol, out var range) && memories.TryGetValue(range.First, out var memory) ? (range.First, memory.Element, memory.IsWritable) : null;
}
