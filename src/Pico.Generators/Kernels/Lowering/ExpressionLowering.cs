using System;
using System.Collections.Generic;
using System.Linq;
using Pico.Generators.Ir;
using Value = Pico.Generators.Kernels.ProgramBuilder.Value;

namespace Pico.Generators.Kernels;

/// <summary>
/// Lowers the expressions of one method. The arms of <c>?:</c> are both computed and selected from, unless they touch memory or
/// hold control flow: nothing else can throw in a lane. What an arm that was not taken would add to a gradient, differentiation
/// keeps out.
/// </summary>
internal sealed class ExpressionLowering
{
    private readonly KernelLowering owner;
    private readonly MethodLowering method;
    private readonly ProgramBuilder builder;
    private readonly Stack<Value> elements = new(); // what the stores around an expression are about to overwrite

    public ExpressionLowering(KernelLowering owner, MethodLowering method)
    {
        this.owner = owner;
        this.method = method;
        builder = owner.Builder;
    }

    public Value Lower(ExpressionSpec expression)
    {
        owner.Limit();
        switch (expression)
        {
            case ConstantSpec constant:
                return builder.Constant(constant.Type, constant.Bits);
            case SlotSpec slot:
                return builder.Read(method.Variable(slot.Slot, slot.Type));
            case LengthSpec length:
                return builder.Read(method.Memory(length.Slot).Length);
            case ElementSpec:
                return elements.Peek();
            case OperationSpec operation:
                var operands = operation.Operands.Select(Lower).ToArray();
                if (operation.IsSwapped)
                {
                    Array.Reverse(operands);
                }

                return At(operation, () => builder.Emit(operation.Opcode, operation.Type, operands));
            case IntrinsicSpec intrinsic:
                var arguments = intrinsic.Operands.Select(Lower).ToArray();
                return At(intrinsic, () => builder.Emit((b, v) => Intrinsics.Emit(b, intrinsic.Name, intrinsic.Type, v), arguments));
            case ConditionalSpec choice:
                return Choice(choice);
            case AssignmentSpec assignment:
                return Assignment(assignment);
            case LoadSpec load:
                var place = Lower(load.Index);
                return At(load, () => builder.Load(method.Memory(load.Slot).Memory, place));
            case StoreSpec store:
                return Store(store);
            case PollSpec poll:
                return builder.Poll(poll.Vote, Lower(poll.Condition));
            case SequenceSpec sequence:
                Lower(sequence.First);
                return Lower(sequence.Second);
            case CallSpec call:
                return Call(call);
            default:
                throw new InvalidOperationException("no lowering for " + expression.GetType().Name);
        }
    }

    private Value Choice(ConditionalSpec choice)
    {
        var condition = Lower(choice.Condition);
        if (owner.IsStraight(choice.WhenTrue) && owner.IsStraight(choice.WhenFalse))
        {
            return builder.Choose(condition, choice.Type, choice.Origin, () => Lower(choice.WhenTrue), () => Lower(choice.WhenFalse));
        }

        var result = builder.Variable("chosen", choice.Type);
        builder.Branch(
            condition,
            () => builder.Assign(result, Lower(choice.WhenTrue), isNamed: false),
            () => builder.Assign(result, Lower(choice.WhenFalse), isNamed: false));
        return builder.Read(result);
    }

    private Value Assignment(AssignmentSpec assignment)
    {
        var variable = method.Variable(assignment.Slot, assignment.Type);
        var old = assignment.YieldsOldValue ? builder.Read(variable) : default;
        var value = Lower(assignment.Value);
        builder.Assign(variable, value, method.IsNamed(assignment.Slot));
        return assignment.YieldsOldValue ? old : value;
    }

    private Value Store(StoreSpec store)
    {
        var memory = method.Memory(store.Slot).Memory;
        var index = Lower(store.Index);
        var reads = store.YieldsOldValue || Reads(store.Value);
        var old = reads ? At(store, () => builder.Load(memory, index)) : default;
        elements.Push(old);
        var value = Lower(store.Value);
        elements.Pop();
        builder.Origin = store.Origin;
        builder.Store(memory, index, value);
        builder.Origin = -1;
        return store.YieldsOldValue ? old : value;
    }

    /// <summary>Whether the new value of an element depends on the old one.</summary>
    private static bool Reads(ExpressionSpec value) => value switch
    {
        ElementSpec => true,
        OperationSpec operation => operation.Operands.Any(Reads),
        IntrinsicSpec intrinsic => intrinsic.Operands.Any(Reads),
        _ => false, // a compound assignment makes operations only
    };

    private Value Call(CallSpec call)
    {
        var callee = owner.Method(call.Callee);
        var lowering = new MethodLowering(owner, callee);
        for (var i = 0; i < callee.Parameters.Count; i++)
        {
            var (parameter, argument) = (callee.Parameters[i], call.Arguments[i]);
            if (parameter.Span is not null)
            {
                var (memory, length) = method.Memory(argument.Slot);
                lowering.SetMemory(i, memory, length);
            }
            else if (argument.Value is { } value)
            {
                var variable = builder.Variable(parameter.Name, parameter.Type);
                builder.Assign(variable, Lower(value), isNamed: false);
                lowering.SetVariable(i, variable);
            }
            else
            {
                lowering.SetReference(i, method.Variable(argument.Slot, parameter.Type), method.IsNamed(argument.Slot));
            }
        }

        owner.Limit();
        lowering.Run();
        return callee.Returns is null ? builder.Constant(ScalarType.Bool, 0) : builder.Read(lowering.Result);
    }

    private Value At(ExpressionSpec expression, Func<Value> emit)
    {
        builder.Origin = expression.Origin;
        var value = emit();
        builder.Origin = -1;
        return value;
    }
}
