using System;
using System.Linq;
using Pico.Generators.Declarations;
using Pico.Generators.Ir;

namespace Pico.Generators.Models;

/// <summary>How expressions and statements are written into metadata: a tag, then the parts in order.</summary>
internal static class ExpressionFormat
{
    public const int DeepestNesting = 200;

    private static readonly PrimitiveKind LastPrimitive = Enum.GetValues(typeof(PrimitiveKind)).Cast<PrimitiveKind>().Max();

    public static void Write(SpecWriter writer, Expression expression)
    {
        switch (expression)
        {
            case Expression.Number e: Tag(writer, 0, e).Int((int)e.Kind).Double(e.Value); break;
            case Expression.Null e: Tag(writer, 1, e); break;
            case Expression.Variable e: Tag(writer, 2, e).String(e.Name); break;
            case Expression.ConstructorParameter e: Tag(writer, 3, e).String(e.Name); break;
            case Expression.Field e: Tag(writer, 4, e).String(e.Name); break;
            case Expression.This e: Tag(writer, 5, e); break;
            case Expression.Negate e: Write(Tag(writer, 6, e), e.Operand); break;
            case Expression.Binary e:
                Tag(writer, 7, e).Int((int)e.Operator).Int((int)e.Kind);
                Write(writer, e.Left);
                Write(writer, e.Right);
                break;
            case Expression.Convert e: Write(Tag(writer, 8, e).Int((int)e.Kind), e.Operand); break;
            case Expression.IsNull e: Write(Tag(writer, 9, e), e.Operand); break;
            case Expression.Conditional e:
                Write(Tag(writer, 10, e), e.Condition);
                Write(writer, e.WhenTrue);
                Write(writer, e.WhenFalse);
                break;
            case Expression.Sizes e: Tag(writer, 11, e).List(e.Items, Write); break;
            case Expression.Primitive e: Tag(writer, 12, e).Int((int)e.Kind).List(e.Arguments, Write); break;
            case Expression.Map e: Tag(writer, 13, e).String(e.Function).List(e.Arguments, Write); break;
            case Expression.Call e:
                Tag(writer, 14, e).String(e.Method).Bool(e.Target is not null);
                if (e.Target is not null)
                {
                    Write(writer, e.Target);
                }

                writer.List(e.Arguments, Write);
                break;
            case Expression.NewLayer e: Tag(writer, 15, e).String(e.Layer).List(e.Arguments, Write); break;
            case Expression.NewParameter e: Tag(writer, 16, e).List(e.Shape, Write); break;
            case Expression.RepeatLayer e:
                Write(Tag(writer, 17, e), e.Count);
                Write(writer, e.Layer);
                break;
            case Expression.Tuple e: Tag(writer, 18, e).List(e.Items, Write); break;
            case Expression.Item e:
                Write(Tag(writer, 19, e), e.Target);
                Write(writer, e.Index);
                break;
            case Expression.Apply e: Tag(writer, 20, e).String(e.Function).List(e.Arguments, Write); break;
            case Expression.LayerCount e: Write(Tag(writer, 21, e), e.Layers); break;
            default: throw new System.InvalidOperationException(expression.GetType().Name);
        }
    }

    public static Expression Read(SpecReader reader) => Read(reader, 0);

    public static void Write(SpecWriter writer, Statement statement)
    {
        switch (statement)
        {
            case Statement.Assign s: Write(writer.Int(0).String(s.Name), s.Value); break;
            case Statement.Return s: Write(writer.Int(1), s.Value); break;
            case Statement.If s:
                Write(writer.Int(2), s.Condition);
                writer.List(s.Then, Write).List(s.Else, Write);
                break;
            case Statement.ForEach s:
                Write(writer.Int(3).String(s.Variable), s.Layers);
                writer.List(s.Body, Write);
                break;
            case Statement.For s:
                Write(writer.Int(4).List(s.Before, Write), s.Condition);
                writer.List(s.Body, Write).List(s.After, Write);
                break;
            case Statement.Jump s: writer.Int(5).Bool(s.Leaves); break;
            case Statement.Update s:
                Write(writer.Int(6), s.Buffer);
                Write(writer, s.Value);
                break;
            default: throw new System.InvalidOperationException(statement.GetType().Name);
        }
    }

    public static Statement ReadStatement(SpecReader reader) => ReadStatement(reader, 0);

    private static Statement ReadStatement(SpecReader reader, int depth)
    {
        reader.Require(depth < DeepestNesting);
        switch (reader.Int())
        {
            case 0: return new Statement.Assign(reader.String(), Read(reader));
            case 1: return new Statement.Return(Read(reader));
            case 2: return new Statement.If(Read(reader), Statements(), Statements());
            case 3: return new Statement.ForEach(reader.String(), Read(reader), Statements());
            case 4: return new Statement.For(Statements(), Read(reader), Statements(), Statements());
            case 5: return new Statement.Jump(reader.Bool());
            case 6: return new Statement.Update(Read(reader), Read(reader));
            default: throw reader.Damaged();
        }

        EquatableArray<Statement> Statements() => reader.List(r => ReadStatement(r, depth + 1));
    }

    private static SpecWriter Tag(SpecWriter writer, int tag, Expression expression) => writer.Int(tag).Int(expression.Origin);

    private static Expression Read(SpecReader reader, int depth)
    {
        reader.Require(depth < DeepestNesting);
        var tag = reader.Int();
        var origin = reader.Int();
        return tag switch
        {
            0 => new Expression.Number(origin, reader.Enum(NumberKind.Bool), reader.Double()),
            1 => new Expression.Null(origin),
            2 => new Expression.Variable(origin, reader.String()),
            3 => new Expression.ConstructorParameter(origin, reader.String()),
            4 => new Expression.Field(origin, reader.String()),
            5 => new Expression.This(origin),
            6 => new Expression.Negate(origin, Next()),
            7 => new Expression.Binary(origin, reader.Enum(BinaryOperator.Or), reader.Enum(NumberKind.Bool), Next(), Next()),
            8 => new Expression.Convert(origin, reader.Enum(NumberKind.Bool), Next()),
            9 => new Expression.IsNull(origin, Next()),
            10 => new Expression.Conditional(origin, Next(), Next(), Next()),
            11 => new Expression.Sizes(origin, List()),
            12 => new Expression.Primitive(origin, reader.Enum(LastPrimitive), List()),
            13 => new Expression.Map(origin, reader.String(), List()),
            14 => ReadCall(reader, origin, depth),
            15 => new Expression.NewLayer(origin, reader.String(), List()),
            16 => new Expression.NewParameter(origin, List()),
            17 => new Expression.RepeatLayer(origin, Next(), Next() as Expression.NewLayer ?? throw reader.Damaged()),
            18 => new Expression.Tuple(origin, List()),
            19 => new Expression.Item(origin, Next(), Next()),
            20 => new Expression.Apply(origin, reader.String(), List()),
            21 => new Expression.LayerCount(origin, Next()),
            _ => throw reader.Damaged(),
        };

        Expression Next() => Read(reader, depth + 1);
        EquatableArray<Expression> List() => reader.List(r => Read(r, depth + 1));
    }

    private static Expression ReadCall(SpecReader reader, int origin, int depth)
    {
        var method = reader.String();
        var target = reader.Bool() ? Read(reader, depth + 1) : null;
        return new Expression.Call(origin, target, method, reader.List(r => Read(r, depth + 1)));
    }
}
