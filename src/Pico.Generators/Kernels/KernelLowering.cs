using System;
using System.Collections.Generic;
using System.Linq;
using Pico.Generators.Ir;

namespace Pico.Generators.Kernels;

/// <summary>
/// Turns a bound method and its callees into one <see cref="ScalarFunction"/>: calls are inlined, assignments become new
/// values, the arms of <c>?:</c> are both computed and selected from. Nothing here can throw at run time in a lane, so
/// computing both arms is safe; what an arm that was not taken would add to a gradient, differentiation keeps out.
/// </summary>
internal sealed class KernelLowering
{
    /// <summary>Beyond this many instructions a lane loop no longer compiles to good code (JIT limits on locals and IL).</summary>
    public const int MaximumInstructions = 1500;

    private readonly Dictionary<string, ScalarMethodSpec> methods;
    private readonly Dictionary<string, ScalarFunction> lowered = new();

    private KernelLowering(ScalarProgramSpec program) => methods = program.Callees.ToDictionary(callee => callee.Id);

    /// <returns>
    /// The function, not yet simplified, or null when it is too large. Parameters: the method's in order, a struct as its
    /// fields (<c>step.Rate</c>). Results: <c>result</c> if it returns a value, then each <c>ref</c> and <c>out</c> parameter.
    /// </returns>
    public static ScalarFunction? Lower(ScalarProgramSpec program)
    {
        try
        {
            return new KernelLowering(program).Lower(program.Method);
        }
        catch (TooLargeException)
        {
            return null;
        }
    }

    private ScalarFunction Lower(ScalarMethodSpec method) => new MethodLowering(this, method).Lower();

    private ScalarFunction Callee(string id)
    {
        if (!lowered.TryGetValue(id, out var function))
        {
            function = Lower(methods[id]);
            lowered.Add(id, function);
        }

        return function;
    }

    private sealed class TooLargeException : Exception
    {
    }

    private sealed class MethodLowering
    {
        private readonly KernelLowering owner;
        private readonly ScalarMethodSpec method;
        private readonly ScalarBuilder builder;
        private readonly Dictionary<(int Slot, string Field), int> fields = new();
        private readonly Dictionary<int, string> names = new();
        private int[] values;
        private int returned = -1;

        public MethodLowering(KernelLowering owner, ScalarMethodSpec method)
        {
            this.owner = owner;
            this.method = method;
            builder = new ScalarBuilder(method.Name);
            values = Enumerable.Repeat(-1, method.SlotCount).ToArray();
        }

        public ScalarFunction Lower()
        {
            for (var i = 0; i < method.Parameters.Count; i++)
            {
                var parameter = method.Parameters[i];
                if (parameter.Struct is { } structure)
                {
                    foreach (var field in structure.Fields)
                    {
                        fields[(i, field.Name)] = builder.Parameter(parameter.Name + "." + field.Name, field.Type, isUniform: true);
                    }
                }
                else if (parameter.Passing != ParameterPassing.Out)
                {
                    values[i] = builder.Parameter(parameter.Name, parameter.Type, parameter.IsUniform);
                }
            }

            Statements(method.Body);
            var results = new List<ScalarResult>();
            if (method.Returns is not null)
            {
                results.Add(new ScalarResult("result", returned));
            }

            for (var i = 0; i < method.Parameters.Count; i++)
            {
                if (method.Parameters[i].Passing is ParameterPassing.Ref or ParameterPassing.Out)
                {
                    results.Add(new ScalarResult(method.Parameters[i].Name, Read(i, method.Parameters[i].Type)));
                }
            }

            return builder.Build(results.ToArray());
        }

        private void Statements(EquatableArray<StatementSpec> statements)
        {
            foreach (var statement in statements)
            {
                switch (statement)
                {
                    case LocalSpec local:
                        names[local.Slot] = local.Name;
                        if (local.Value is { } initial)
                        {
                            Assign(local.Slot, Lower(initial), local.Name);
                        }

                        break;
                    case ExpressionStatementSpec { Expression: var expression }:
                        Lower(expression);
                        break;
                    case BlockSpec block:
                        Statements(block.Statements);
                        break;
                    case ReturnSpec { Value: { } value }:
                        returned = Lower(value);
                        break;
                }
            }
        }

        private void Assign(int slot, int value, string? name)
        {
            values[slot] = value;
            if (name is not null && builder.Definition(value) is { Opcode: not ScalarOpcode.Constant })
            {
                builder.SetName(value, name);
            }
        }

        private string? NameOf(int slot) =>
            slot < method.Parameters.Count ? method.Parameters[slot].Name : names.TryGetValue(slot, out var name) ? name : null;

        /// <summary>A slot that is read although nothing was assigned holds default, as the compiler has proved the value unused.</summary>
        private int Read(int slot, ScalarType type) => values[slot] >= 0 ? values[slot] : builder.Constant(type, 0L);

        private int Lower(ExpressionSpec expression)
        {
            if (builder.Count > MaximumInstructions)
            {
                throw new TooLargeException();
            }

            switch (expression)
            {
                case ConstantSpec constant:
                    return builder.Constant(constant.Type, constant.Bits);
                case SlotSpec slot:
                    return Read(slot.Slot, slot.Type);
                case FieldSpec field:
                    return fields[(field.Slot, field.Field)];
                case OperationSpec operation:
                    var operands = operation.Operands.Select(Lower).ToArray();
                    if (operation.IsSwapped)
                    {
                        Array.Reverse(operands);
                    }

                    return Emit(operation.Opcode, operation.Type, operands, operation.Origin);
                case IntrinsicSpec intrinsic:
                    var arguments = intrinsic.Operands.Select(Lower).ToArray();
                    builder.Origin = intrinsic.Origin;
                    var value = Intrinsics.Emit(builder, intrinsic.Name, intrinsic.Type, arguments);
                    builder.Origin = -1;
                    return value;
                case ConditionalSpec choice:
                    return Choice(choice);
                case AssignmentSpec assignment:
                    var old = Read(assignment.Slot, assignment.Type);
                    var assigned = Lower(assignment.Value);
                    Assign(assignment.Slot, assigned, NameOf(assignment.Slot));
                    return assignment.YieldsOldValue ? old : assigned;
                case CallSpec call:
                    return Call(call);
                default:
                    throw new InvalidOperationException("no lowering for " + expression.GetType().Name);
            }
        }

        private int Choice(ConditionalSpec choice)
        {
            var condition = Lower(choice.Condition);
            var before = (int[])values.Clone();
            var whenTrue = Lower(choice.WhenTrue);
            var afterTrue = values;
            values = before;
            var whenFalse = Lower(choice.WhenFalse);
            for (var slot = 0; slot < values.Length; slot++)
            {
                if (values[slot] < 0)
                {
                    values[slot] = afterTrue[slot]; // unset before: whoever reads it comes from the arm that set it
                }
                else if (values[slot] != afterTrue[slot] && afterTrue[slot] >= 0)
                {
                    values[slot] = Emit(
                        ScalarOpcode.Select, builder.TypeOf(values[slot]), new[] { condition, afterTrue[slot], values[slot] }, choice.Origin);
                }
            }

            return Emit(ScalarOpcode.Select, choice.Type, new[] { condition, whenTrue, whenFalse }, choice.Origin);
        }

        private int Call(CallSpec call)
        {
            var callee = owner.methods[call.Callee];
            var function = owner.Callee(call.Callee);
            var arguments = new List<int>();
            for (var i = 0; i < callee.Parameters.Count; i++)
            {
                var (parameter, argument) = (callee.Parameters[i], call.Arguments[i]);
                if (parameter.Struct is { } structure)
                {
                    arguments.AddRange(structure.Fields.Select(field => fields[(argument.Slot, field.Name)]));
                }
                else if (parameter.Passing != ParameterPassing.Out)
                {
                    arguments.Add(argument.Value is { } value ? Lower(value) : Read(argument.Slot, parameter.Type));
                }
            }

            if (builder.Count + function.Body.Count > MaximumInstructions)
            {
                throw new TooLargeException();
            }

            builder.Origin = call.Origin;
            var results = builder.Inline(function, arguments);
            builder.Origin = -1;
            var next = callee.Returns is null ? 0 : 1;
            for (var i = 0; i < callee.Parameters.Count; i++)
            {
                if (callee.Parameters[i].Passing is ParameterPassing.Ref or ParameterPassing.Out)
                {
                    var slot = call.Arguments[i].Slot;
                    Assign(slot, results[next++], NameOf(slot));
                }
            }

            return callee.Returns is null ? builder.Constant(ScalarType.Bool, 0L) : results[0];
        }

        private int Emit(ScalarOpcode opcode, ScalarType type, int[] operands, int origin)
        {
            builder.Origin = origin;
            var value = builder.Emit(opcode, type, operands);
            builder.Origin = -1;
            return value;
        }
    }
}
