using System.Linq;
using Pico.Generators.Ir;

namespace Pico.Generators.Emit;

/// <summary>Loops, and jumps out of them.</summary>
internal sealed partial class LaneProgramEmitter
{
    /// <summary>What a <c>for</c> declares, if the statement before a loop only starts its counter and nobody reads that afterwards.</summary>
    private string? CountsWith(EquatableArray<LaneStatement> list, int index)
    {
        if (list[index] is not LaneStatement.Scalars { Outputs.Count: 1 } start || !declarations.DeclaredAt(list, index, start.Outputs[0]) ||
            list[index + 1] is not LaneStatement.Loop { TestsAfter: false, Header.Count: 0, Step.Count: 1 } loop ||
            loop.Step[0] is not LaneStatement.Scalars { Outputs.Count: 1 } step || step.Outputs[0] != start.Outputs[0] ||
            declarations.Before(list, index + 1).Any() || Step(loop) is null || !IsPlain(loop.Condition) || !IsPlain(start.Value) ||
            list.Skip(index + 2).Any(later => LaneProgram.All(new[] { later }).Any(statement => LaneProgram.VariablesOf(statement).Contains(start.Outputs[0]))) ||
            program.Results.Any(result => result.Value == start.Outputs[0]))
        {
            return null;
        }

        var value = Scalar(start.Value)[0];
        return "var " + Name(start.Outputs[0]) + " = " + value;
    }

    /// <summary>Whether scalars are one expression.</summary>
    private bool IsPlain(Computation computation)
    {
        var probe = new SourceWriter();
        new ScalarEmitter(probe, scope.Inner(), program.Memories, memories).Write(computation.Function, computation.Inputs.Select(Name).ToArray(), nestResults: true);
        return probe.ToString().Length == 0;
    }

    private void Loop(LaneStatement.Loop loop, string start = "")
    {
        // What a condition needs beforehand, it needs in every round.
        var isPlain = loop.Header.Count == 0 && IsPlain(loop.Condition);
        if (isPlain && !loop.TestsAfter && loop.Step.Count <= 1 && Step(loop) is { } step)
        {
            var jumps = new Jumps(loop.Label, isLoop: true, null);
            open.Push(jumps);
            var condition = Scalar(loop.Condition)[0];
            using (writer.Braces(step.Length == 0 ? "while (" + condition + ")" : "for (" + start + "; " + (condition == "true" ? "" : condition) + "; " + step + ")"))
            {
                List(loop.Body);
                Land(jumps.IsContinued ? jumps.Next : null);
            }

            open.Pop();
            Land(jumps.Left);
            return;
        }

        var general = new Jumps(loop.Label, isLoop: true, scope.Unique("next"));
        open.Push(general);
        using (writer.Braces("while (true)"))
        {
            if (!loop.TestsAfter)
            {
                Test(loop);
            }

            List(loop.Body);
            Land(general.IsContinued ? general.Next : null);
            List(loop.Step);
            if (loop.TestsAfter)
            {
                Test(loop);
            }
        }

        open.Pop();
        Land(general.Left);
    }

    private void Test(LaneStatement.Loop loop)
    {
        List(loop.Header);
        var condition = Scalar(loop.Condition)[0];
        if (condition == "true")
        {
            return;
        }

        using (writer.Braces("if (!(" + condition + "))"))
        {
            writer.Line("break;");
        }

        writer.Blank();
    }

    /// <summary>The step of a <c>for</c>; empty if there is none, null if it is more than one scalar assignment.</summary>
    private string? Step(LaneStatement.Loop loop)
    {
        if (loop.Step.Count == 0)
        {
            return "";
        }

        if (loop.Step[0] is not LaneStatement.Scalars { Outputs.Count: 1 } scalars)
        {
            return null;
        }

        var name = Name(scalars.Outputs[0]);
        var probe = new SourceWriter();
        var value = new ScalarEmitter(probe, scope.Inner(), program.Memories, memories)
            .Write(scalars.Value.Function, scalars.Value.Inputs.Select(Name).ToArray(), nestResults: true)[0];
        return probe.ToString().Length > 0 ? null
            : value == name + " + 1" ? name + "++"
            : value == name + " - 1" ? name + "--"
            : value.StartsWith(name + " + ", System.StringComparison.Ordinal) ? name + " += " + value.Substring(name.Length + 3)
            : name + " = " + value;
    }

    private string Leave(int label)
    {
        var target = open.First(jumps => jumps.Label == label);
        if (target == open.First(jumps => jumps.IsLoop || jumps.Label == label) && target.IsLoop)
        {
            return "break;";
        }

        target.Left ??= scope.Unique("done");
        return "goto " + target.Left + ";";
    }

    private string Continue(int label)
    {
        var target = open.First(jumps => jumps.Label == label);
        if (target.Next is null && target == open.First(jumps => jumps.IsLoop))
        {
            return "continue;";
        }

        target.Next ??= scope.Unique("next");
        target.IsContinued = true;
        return "goto " + target.Next + ";";
    }

    private void Land(string? label)
    {
        if (label is not null)
        {
            writer.Line(label + ":");
            writer.Line(";");
        }
    }

    /// <summary>What all lanes say together, as a scalar.</summary>
    private void Poll(EquatableArray<LaneStatement> list, int index, LaneStatement.Poll poll)
    {
        var outcome = poll.Vote switch
        {
            Vote.Any => "S.Any(",
            Vote.All => "!S.Any(",
            _ => "S.Count(",
        } + Name(poll.Mask) + ")";
        writer.Line((declarations.DeclaredAt(list, index, poll.Output) ? "var " : "") + Name(poll.Output) + " = " + outcome + ";");
    }

    /// <summary>A construct that can be left, and the labels that jumps out of inner ones made necessary.</summary>
    private sealed class Jumps
    {
        public Jumps(int label, bool isLoop, string? next)
        {
            Label = label;
            IsLoop = isLoop;
            Next = next;
        }

        public int Label { get; }

        public bool IsLoop { get; }

        /// <summary>The label at the end of a construct.</summary>
        public string? Left { get; set; }

        /// <summary>The label before the step of a loop that is no <c>for</c>.</summary>
        public string? Next { get; set; }

        public bool IsContinued { get; set; }
    }
}
