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
        for (var i = 0; i < spec.Parameters.Count; i++)
        {
            slots[i] = spec.Parameters[i].Struct is null ? spec.Parameters[i].Type : null;
        }

        foreach (var statement in spec.Body)
        {
            Statement(statement);
        }

        Require(spec.Returns is null || Ends(spec.Body));
        Require(!known.ContainsKey(spec.Id));
        known.Add(spec.Id, spec);
    }

    private static bool Ends(EquatableArray<StatementSpec> body) => body.Count > 0 && body[body.Count - 1] switch
    {
        ReturnSpec result => result.Value is not null,
        BlockSpec block => Ends(block.Statements),
        _ => false,
    };

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
                block.Statements.ToList().ForEach(Statement);
                break;
            case ReturnSpec result:
                Require(result.Value?.Type == method.Returns);
                Expression(result.Value);
                break;
        }
    }

    private void Expression(ExpressionSpec? expression)
    {
        switch (expression)
        {
            case SlotSpec slot:
                Slot(slot.Slot, slot.Type);
                break;
            case FieldSpec field:
                Require(field.Slot >= 0 && field.Slot < method.Parameters.Count &&
                    method.Parameters[field.Slot].Struct is { } structure &&
                    structure.Fields.Any(candidate => candidate.Name == field.Field && candidate.Type == field.Type));
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
                Slot(assignment.Slot, assignment.Type);
                Require(assignment.Value.Type == assignment.Type);
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
            if (parameter.Struct is { } structure)
            {
                Require(argument.Value is null && argument.Slot >= 0 && argument.Slot < method.Parameters.Count &&
                    method.Parameters[argument.Slot].Struct == structure);
            }
            else if (argument.Value is null)
            {
                Require(parameter.Passing is ParameterPassing.Ref or ParameterPassing.Out);
                Slot(argument.Slot, parameter.Type);
            }
            else
            {
                Require(parameter.Passing is ParameterPassing.Value or ParameterPassing.In && argument.Value.Type == parameter.Type);
                Expression(argument.Value);
            }
        }
    }

    private void Slot(int slot, ScalarType type) => Require(slot >= 0 && slot < slots.Length && slots[slot] == type);

    private void Require(bool condition)
    {
        if (!condition)
        {
            throw new SpecFormatException(position);
        }
    }
}
