using System.Collections.Generic;
using Microsoft.CodeAnalysis;
using Pico.Generators.Ir;

namespace Pico.Generators.Kernels;

/// <summary>The slots of one method: what its parameters and locals are called in the spec.</summary>
internal sealed class MethodScope
{
    private readonly Dictionary<ISymbol, int> slots = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<int, (MemoryElement Element, bool IsWritable)> memories = new();

    /// <summary>How many slots there are.</summary>
    public int Count { get; private set; }

    /// <summary>A slot for a parameter or local.</summary>
    public int Add(ISymbol symbol)
    {
        slots.Add(symbol, Count);
        return Count++;
    }

    /// <summary>A slot for a span or local array.</summary>
    public int AddMemory(ISymbol symbol, MemoryElement element, bool isWritable)
    {
        memories.Add(Count, (element, isWritable));
        return Add(symbol);
    }

    /// <summary>A slot that no symbol names.</summary>
    public int AddTemporary() => Count++;

    /// <summary>The slot of a scalar.</summary>
    public int? Scalar(ISymbol symbol) => slots.TryGetValue(symbol, out var slot) && !memories.ContainsKey(slot) ? slot : null;

    /// <summary>The slot of a span or local array and what it holds.</summary>
    public (int Slot, MemoryElement Element, bool IsWritable)? Memory(ISymbol symbol) =>
        slots.TryGetValue(symbol, out var slot) && memories.TryGetValue(slot, out var memory) ? (slot, memory.Element, memory.IsWritable) : null;
}
