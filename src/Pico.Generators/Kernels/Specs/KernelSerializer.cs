using System;
using Pico.Generators.Declarations;
using Pico.Generators.Ir;

namespace Pico.Generators.Kernels;

/// <summary>
/// The text form of a <see cref="ScalarProgramSpec"/> for attributes in metadata. Writer and reader of each record stand
/// side by side. Reading trusts nothing: a slot, type, opcode or callee that does not exist is damage. Origins are not
/// written: they lead to source that a reader does not have.
/// </summary>
internal static class KernelSerializer
{
    /// <summary>Raise when anything below changes.</summary>
    public const int Version = 4;

    private const int MaximumDepth = 1000;

    public static string Write(ScalarProgramSpec program)
    {
        var writer = new SpecWriter();
        writer.List(program.Callees, Method);
        Method(writer, program.Method);
        return writer.ToString();
    }

    public static ScalarProgramSpec Read(string payload)
    {
        var reader = new SpecReader(payload);
        var callees = reader.List(Method);
        var program = new ScalarProgramSpec(Method(reader), callees);
        if (!reader.AtEnd)
        {
            throw new SpecFormatException(payload.Length);
        }

        KernelSpecVerifier.Verify(program, payload.Length);
        return program;
    }

    private static void Method(SpecWriter w, ScalarMethodSpec method)
    {
        w.String(method.Id).String(method.Name).List(method.Parameters, Parameter);
        w.Int(method.Returns is { } type ? (int)type : -1).Int(method.SlotCount).List(method.Body, Statement).String(method.Rule);
    }

    private static ScalarMethodSpec Method(SpecReader r) => new(
        r.String(), r.String(), r.List(Parameter), r.Int() is >= 0 and var type ? Defined<ScalarType>(type) : null,
        r.Int(), r.List(reader => Statement(reader, 0)))
    {
        Rule = r.NullableString(),
    };

    private static void Parameter(SpecWriter w, ScalarParameterSpec parameter)
    {
        w.String(parameter.Name).Int((int)parameter.Type).Int((int)parameter.Passing).Bool(parameter.IsUniform);
        w.Int((int)parameter.Element).Int(parameter.Span is null ? 0 : parameter.Span.IsWritable ? 2 : 1).Int(parameter.IsLaneIndex ? 2 : parameter.IsElementIndex ? 1 : 0);
    }

    private static ScalarParameterSpec Parameter(SpecReader r)
    {
        var parameter = new ScalarParameterSpec(r.String(), Defined<ScalarType>(r.Int()), Defined<ParameterPassing>(r.Int()), r.Bool())
        {
            Element = Defined<MemoryElement>(r.Int()),
            Span = r.Int() switch { 0 => null, 1 => new SpanSpec(false), 2 => new SpanSpec(true), _ => throw new SpecFormatException(0) },
        };
        return r.Int() switch
        {
            0 => parameter,
            1 => parameter with { IsElementIndex = true },
            2 => parameter with { IsElementIndex = true, IsLaneIndex = true },
            _ => throw new SpecFormatException(0),
        };
    }

    private static void Statement(SpecWriter w, StatementSpec statement)
    {
        switch (statement)
        {
            case LocalSpec local:
                w.Int(0).Int(local.Slot).String(local.Name).Int((int)local.Type);
                Expression(w, local.Value);
                break;
            case ExpressionStatementSpec expression:
                w.Int(1);
                Expression(w, expression.Expression);
                break;
            case BlockSpec block:
                w.Int(2).List(block.Statements, Statement);
                break;
            case ReturnSpec result:
                w.Int(3);
                Expression(w, result.Value);
                break;
            case LocalArraySpec array:
                w.Int(4).Int(array.Slot).String(array.Name).Int((int)array.Element).Int(array.Length).Bool(array.IsCleared);
                break;
            case IfSpec branch:
                w.Int(5);
                Expression(w, branch.Condition);
                w.List(branch.Then, Statement).List(branch.Else, Statement);
                break;
            case LoopSpec loop:
                w.Int(6);
                Expression(w, loop.Condition);
                w.List(loop.Body, Statement).List(loop.Step, Statement).Bool(loop.TestsAfter);
                break;
            case RegionSpec region:
                w.Int(7).List(region.Body, Statement);
                break;
            case BreakSpec:
                w.Int(8);
                break;
            case ContinueSpec:
                w.Int(9);
                break;
            default:
                throw new InvalidOperationException("no text form for " + statement.GetType().Name);
        }
    }

    private static StatementSpec Statement(SpecReader r, int depth)
    {
        Limit(depth);
        return r.Int() switch
        {
            0 => new LocalSpec(r.Int(), r.String(), Defined<ScalarType>(r.Int()), Expression(r, depth)),
            1 => new ExpressionStatementSpec(Required(r, depth)),
            2 => new BlockSpec(Statements(r, depth)),
            3 => new ReturnSpec(Expression(r, depth)),
            4 => new LocalArraySpec(r.Int(), r.String(), Defined<MemoryElement>(r.Int()), r.Int(), r.Bool()),
            5 => new IfSpec(Required(r, depth), Statements(r, depth), Statements(r, depth)),
            6 => new LoopSpec(Expression(r, depth), Statements(r, depth), Statements(r, depth), r.Bool()),
            7 => new RegionSpec(Statements(r, depth)),
            8 => new BreakSpec(),
            9 => new ContinueSpec(),
            _ => throw new SpecFormatException(0),
        };
    }

    private static EquatableArray<StatementSpec> Statements(SpecReader r, int depth) => r.List(reader => Statement(reader, depth + 1));

    private static void Expression(SpecWriter w, ExpressionSpec? expression)
    {
        switch (expression)
        {
            case null:
                w.Int(0);
                break;
            case ConstantSpec constant:
                w.Int(1).Int((int)constant.Type).Int(constant.Bits);
                break;
            case SlotSpec slot:
                w.Int(2).Int((int)slot.Type).Int(slot.Slot);
                break;
            case OperationSpec operation: // opcodes by name: their numbers may move
                w.Int(3).Int((int)operation.Type).String(operation.Opcode.ToString()).Bool(operation.IsSwapped).List(operation.Operands, Expression);
                break;
            case ConditionalSpec choice:
                w.Int(4).Int((int)choice.Type);
                Expression(w, choice.Condition);
                Expression(w, choice.WhenTrue);
                Expression(w, choice.WhenFalse);
                break;
            case AssignmentSpec assignment:
                w.Int(5).Int((int)assignment.Type).Int(assignment.Slot).Bool(assignment.YieldsOldValue);
                Expression(w, assignment.Value);
                break;
            case CallSpec call:
                w.Int(6).Int((int)call.Type).String(call.Callee).List(call.Arguments, (writer, argument) =>
                {
                    writer.Int(argument.Slot);
                    Expression(writer, argument.Value);
                });
                break;
            case IntrinsicSpec intrinsic:
                w.Int(7).Int((int)intrinsic.Type).String(intrinsic.Name).List(intrinsic.Operands, Expression);
                break;
            case LoadSpec load:
                w.Int(8).Int((int)load.Type).Int(load.Slot);
                Expression(w, load.Index);
                break;
            case LengthSpec length:
                w.Int(9).Int((int)length.Type).Int(length.Slot);
                break;
            case StoreSpec store:
                w.Int(10).Int((int)store.Type).Int(store.Slot).Bool(store.YieldsOldValue);
                Expression(w, store.Index);
                Expression(w, store.Value);
                break;
            case ElementSpec element:
                w.Int(11).Int((int)element.Type);
                break;
            case SequenceSpec sequence:
                w.Int(12).Int((int)sequence.Type);
                Expression(w, sequence.First);
                Expression(w, sequence.Second);
                break;
            case PollSpec poll:
                w.Int(13).Int((int)poll.Type).Int((int)poll.Vote);
                Expression(w, poll.Condition);
                break;
            default:
                throw new InvalidOperationException("no text form for " + expression.GetType().Name);
        }
    }

    private static ExpressionSpec? Expression(SpecReader r, int depth)
    {
        Limit(depth);
        var kind = r.Int();
        if (kind == 0)
        {
            return null;
        }

        var type = Defined<ScalarType>(r.Int());
        return kind switch
        {
            1 => new ConstantSpec(type, r.Long(), -1),
            2 => new SlotSpec(type, r.Int(), -1),
            3 => Operation(r, type, depth),
            4 => new ConditionalSpec(type, Required(r, depth), Required(r, depth), Required(r, depth), -1),
            5 => Assignment(r, type, depth),
            6 => new CallSpec(type, r.String(), r.List(x => Argument(x, depth)), -1),
            7 => new IntrinsicSpec(type, r.String(), r.List(x => Required(x, depth)), -1),
            8 => new LoadSpec(type, r.Int(), Required(r, depth), -1),
            9 => new LengthSpec(r.Int(), -1),
            10 => Store(r, type, depth),
            11 => new ElementSpec(type, -1),
            12 => new SequenceSpec(type, Required(r, depth), Required(r, depth), -1),
            13 => new PollSpec(type, Defined<Vote>(r.Int()), Required(r, depth), -1),
            _ => throw new SpecFormatException(0),
        };
    }

    private static OperationSpec Operation(SpecReader r, ScalarType type, int depth)
    {
        if (!Enum.TryParse<ScalarOpcode>(r.String(), out var opcode) || opcode == ScalarOpcode.Constant || !Enum.IsDefined(typeof(ScalarOpcode), opcode))
        {
            throw new SpecFormatException(0);
        }

        var isSwapped = r.Bool();
        return new OperationSpec(type, opcode, r.List(x => Required(x, depth)), -1) { IsSwapped = isSwapped };
    }

    private static AssignmentSpec Assignment(SpecReader r, ScalarType type, int depth)
    {
        var (slot, yieldsOldValue) = (r.Int(), r.Bool());
        return new AssignmentSpec(type, slot, Required(r, depth), yieldsOldValue, -1);
    }

    private static StoreSpec Store(SpecReader r, ScalarType type, int depth)
    {
        var (slot, yieldsOldValue) = (r.Int(), r.Bool());
        return new StoreSpec(type, slot, Required(r, depth), Required(r, depth), yieldsOldValue, -1);
    }

    private static ArgumentSpec Argument(SpecReader r, int depth)
    {
        var slot = r.Int();
        return new ArgumentSpec(Expression(r, depth + 1), slot);
    }

    private static ExpressionSpec Required(SpecReader r, int depth) => Expression(r, depth + 1) ?? throw new SpecFormatException(0);

    private static void Limit(int depth)
    {
        if (depth > MaximumDepth)
        {
            throw new SpecFormatException(0);
        }
    }

    private static T Defined<T>(int value)
        where T : struct, Enum =>
        Enum.IsDefined(typeof(T), value) ? (T)Enum.ToObject(typeof(T), value) : throw new SpecFormatException(0);
}
