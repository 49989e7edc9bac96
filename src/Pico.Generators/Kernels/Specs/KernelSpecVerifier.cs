using System.Collections.Generic;
using System.Linq;
using Pico.Generators.Declarations;
using Pico.Generators.Ir;

namespace Pico.Generators.Kernels;

/// <summary>Checks a spec that came as text: what passes can be lowered without a further look.</summary>
internal sealed class KernelSpecVerifier
{
    private readonly Dictionary<string, ScalarMethodSpec> known = new();
    private readonly int position;
    private ScalarMethodSpec method = null!;
    private ScalarType?[] slots = System.Array.Empty<ScalarType?>();
    private SpanSlot?[] memories = System.Array.Empty<SpanSlot?>();
    private readonly Stack<ScalarType> stored = new(); // what the stores around an expression write
    private int loops;
    private int breakable;

    private KernelSpecVerifier(int position) => this.position = position;

    /// <exception cref="SpecFormatException">The spec refers to something that it does not hold.</exception>
    public static void Verify(ScalarProgramSpec program, int position)
    {
        var verifier = new KernelSpecVerifier(position);
        foreach (var callee in program.Callees)
        {
            verifier.Method(callee); // callees come before callers, so a cycle cannot be written
        }

        verifier.Method(program.Method);
    }

    private void Method(ScalarMethodSpec spec)
    {
        Require(spec.SlotCount >= spec.Parameters.Count && spec.SlotCount < 10_000);
        method = spec;
        slots = new ScalarType?[spec.SlotCount];
        memories = new SpanSlot?[spec.SlotCount];
        for (var i = 0; i < spec.Parameters.Count; i++)
        {
            var parameter = spec.Parameters[i];
            Require(parameter.Element.Lane() == parameter.Type);
            slots[i] = parameter.IsScalar ? parameter.Type : null;
            memories[i] = parameter.Span is { } span ? new SpanSlot(parameter.Type, span.IsWritable) : null;
        }

        Statements(spec.Body);
        Require(spec.Rule is null || (known.TryGetValue(spec.Rule, out var rule) && spec.Fits(rule)));
        Require(!known.ContainsKey(spec.Id));
        known.Add(spec.Id, spec);
    }

    private void Statements(EquatableArray<StatementSpec> statements) => statements.ToList().ForEach(Statement);

    private void Statement(StatementSpec statement)
    {
        switch (statement)
        {
            case LocalSpec local:
                Require(local.Slot >= method.Parameters.Count && local.Slot < slots.Length);
                slots[local.Slot] = local.Type;
                Require(local.Value is null || local.Value.Type == local.Type);
                Expression(local.Value);
                break;
            case ExpressionStatementSpec expression:
                Expression(expression.Expression);
                break;
            case BlockSpec block:
                Statements(block.Statements);
                break;
            case LocalArraySpec array:
                Require(array.Slot >= method.Parameters.Count && array.Slot < slots.Length && array.Length is > 0 and < 10_000);
                memories[array.Slot] = new SpanSlot(array.Element.Lane(), IsWritable: true);
                break;
            case IfSpec branch:
                Condition(branch.Condition);
                Statements(branch.Then);
                Statements(branch.Else);
                break;
            case LoopSpec loop:
                Condition(loop.Condition);
                loops++;
                breakable++;
                Statements(loop.Body);
                loops--;
                breakable--;
                Statements(loop.Step);
                break;
            case RegionSpec region:
                breakable++;
                Statements(region.Body);
                breakable--;
                break;
            case BreakSpec:
                Require(breakable > 0);
                break;
            case ContinueSpec:
                Require(loops > 0);
                break;
            case ReturnSpec result:
                Require(result.Value?.Type == method.Returns);
                Expression(result.Value);
                break;
        }
    }

    private void Condition(ExpressionSpec? condition)
    {
        Require(condition is null or { Type: ScalarType.Bool });
        Expression(condition);
    }

    private void Memory(int slot, ScalarType type, ExpressionSpec index, bool isWritten)
    {
        Require(slot >= 0 && slot < memories.Length && memories[slot] is { } memory && memory.Type == type && (memory.IsWritable || !isWritten));
        Require(index.Type == ScalarType.Int32);
        Expression(index);
    }

    private void Expression(ExpressionSpec? expression)
    {
        switch (expression)
        {
            case SlotSpec slot:
                Slot(slot.Slot, slot.Type);
                break;
            case OperationSpec operation:
                Require(operation.Operands.Count == ScalarSignatures.Arity(operation.Opcode));
                Require(ScalarSignatures.Accepts(operation.Opcode, operation.Type, operation.Operands.Select(operand => operand.Type).ToArray()));
                operation.Operands.ToList().ForEach(Expression);
                break;
            case IntrinsicSpec intrinsic:
                Require(intrinsic.Operands.Count > 0 && Intrinsics.Contains(intrinsic.Name, intrinsic.Operands.Count, intrinsic.Operands[0].Type));
                intrinsic.Operands.ToList().ForEach(Expression);
                break;
            case ConditionalSpec choice:
                Require(choice.Condition.Type == ScalarType.Bool && choice.WhenTrue.Type == choice.Type && choice.WhenFalse.Type == choice.Type);
                Expression(choice.Condition);
                Expression(choice.WhenTrue);
                Expression(choice.WhenFalse);
                break;
            case AssignmentSpec assignment:
                Expression(assignment.Value);
                Assigned(assignment.Slot, assignment.Type);
                Require(assignment.Value.Type == assignment.Type);
                break;
            case LoadSpec load:
                Memory(load.Slot, load.Type, load.Index, isWritten: false);
                break;
            case LengthSpec length:
                Require(length.Slot >= 0 && length.Slot < memories.Length && memories[length.Slot] is not null);
                break;
            case StoreSpec store:
                Memory(store.Slot, store.Type, store.Index, isWritten: true);
                Require(store.Value.Type == store.Type);
                stored.Push(store.Type);
                Expression(store.Value);
                stored.Pop();
                break;
            case ElementSpec element:
                Require(stored.Count > 0 && stored.Peek() == element.Type);
                break;
            case SequenceSpec sequence:
                Require(sequence.Second.Type == sequence.Type);
                Expression(sequence.First);
                Expression(sequence.Second);
                break;
            case PollSpec poll:
                Require(poll.Condition.Type == ScalarType.Bool && poll.Type == poll.Vote.Type());
                Expression(poll.Condition);
                break;
            case CallSpec call:
                Call(call);
                break;
        }
    }

    private void Call(CallSpec call)
    {
        if (!known.TryGetValue(call.Callee, out var callee) || callee.Parameters.Count != call.Arguments.Count)
        {
            throw new SpecFormatException(position);
        }

        Require(callee.Returns is null || callee.Returns == call.Type);
        for (var i = 0; i < call.Arguments.Count; i++)
        {
            var (argument, parameter) = (call.Arguments[i], callee.Parameters[i]);
            if (parameter.Span is { } span)
            {
                Require(argument.Value is null && argument.Slot >= 0 && argument.Slot < memories.Length &&
                    memories[argument.Slot] is { } memory && memory.Type == parameter.Type && (memory.IsWritable || !span.IsWritable));
            }
            else if (argument.Value is null)
            {
                Require(parameter.Passing != ParameterPassing.Value);
                Assigned(argument.Slot, parameter.Type);
            }
            else
            {
                Require(parameter.Passing is ParameterPassing.Value or ParameterPassing.In && argument.Value.Type == parameter.Type);
                Expression(argument.Value);
            }
        }
    }

    private void Slot(int slot, ScalarType type) => Require(slot >= 0 && slot < slots.Length && slots[slot] == type);

    /// <summary>A slot that no local declares begins with what it is assigned first.</summary>
    private void Assigned(int slot, ScalarType type)
    {
        Require(slot >= 0 && slot < slots.Length && memories[slot] is null);
        slots[slot] ??= type;
        Slot(slot, type);
    }

    private sealed record SpanSlot(ScalarType Type, bool IsWritable);

    private void Require(bool condition)
    {
        if (!condition)
        {
            throw new SpecFormatException(position);
        }
    }
}
