using System.Collections.Generic;
using System.Linq;
using Pico.Generators.Ir;

namespace Pico.Generators.Emit;

/// <summary>
/// Writes how a model chooses among its variants at construction: a tree of questions about the constructor's parameters,
/// whose leaves are the variants.
/// </summary>
internal sealed class VariantEmitter
{
    public const string Field = "modelVariant";

    private readonly ModelProgram model;
    private readonly SourceWriter writer;

    public VariantEmitter(ModelProgram model, SourceWriter writer)
    {
        this.model = model;
        this.writer = writer;
    }

    /// <summary>One of several by variant: <c>x switch { 0 or 2 => a, _ => b }</c>, or the only one there is.</summary>
    public static string Select(string variant, IReadOnlyList<(EquatableArray<int> Variants, string Text)> cases) => cases.Count == 1
        ? cases[0].Text
        : variant + " switch { " + string.Join(", ", cases.Select((one, i) =>
            (i == cases.Count - 1 ? "_" : string.Join(" or ", one.Variants)) + " => " + one.Text)) + " }";

    /// <summary>The conditions of a variant, as a reader would write them.</summary>
    public static string Conditions(ModelProgram variant) => string.Join(", ", variant.Choices.Select(choice =>
    {
        var text = Text(new SourceWriter(), choice.Condition, choice.Inputs);
        return choice.Outcome ? text : "not (" + text + ")";
    }));

    /// <summary>The expression of a condition over the constructor's parameters; what it shares gets locals before it.</summary>
    public static string Text(SourceWriter writer, ScalarFunction condition, IReadOnlyList<Dimension> inputs)
    {
        var arguments = inputs.Select(input => DimensionText.Operand(input, string.Empty)).ToList();
        var names = new NameScope(inputs.SelectMany(input => input.Symbols).Select(NameScope.Identifier).ToArray());
        return new ScalarEmitter(writer, names).Write(condition, arguments)[0];
    }

    /// <summary>The constructor's parameters that are asked about, as arguments.</summary>
    public string Arguments => string.Join(", ", Parameters.Select(parameter => parameter.Name));

    private IEnumerable<(string Type, string Name)> Parameters
    {
        get
        {
            var asked = new HashSet<string>(model.Variants.SelectMany(variant => variant.Choices).SelectMany(choice => choice.Inputs).SelectMany(input => input.Symbols));
            return model.Constants.Select(constant => (Type: "int", Name: constant))
                .Concat(model.Settings.Select(setting => (Type: ScalarEmitter.TypeOf(setting.Type), setting.Name)))
                .Where(parameter => asked.Contains(parameter.Name))
                .Select(parameter => (parameter.Type, Name: NameScope.Identifier(parameter.Name)));
        }
    }

    /// <summary>Writes the field that holds the variant, and the method that chooses it.</summary>
    public void Write()
    {
        writer.Line("private readonly int " + Field + " = ChooseVariant(" + Arguments + ");");
        writer.Blank();
        writer.Line("/// <summary>Which of the compiled variants fits what only construction knows.</summary>");
        using (writer.Braces("private static int ChooseVariant(" + string.Join(", ", Parameters.Select(parameter => parameter.Type + " " + parameter.Name)) + ")"))
        {
            WriteQuestion(Enumerable.Range(0, model.Variants.Count).ToList(), 0);
        }

        writer.Blank();
    }

    private void WriteQuestion(List<int> variants, int depth)
    {
        if (variants.Count == 1)
        {
            writer.Line("return " + variants[0] + ";");
            return;
        }

        var choice = model.Variants[variants[0]].Choices[depth];
        using (writer.Braces("if (" + Text(writer, choice.Condition, choice.Inputs) + ")"))
        {
            WriteQuestion(variants.Where(variant => model.Variants[variant].Choices[depth].Outcome).ToList(), depth + 1);
        }

        writer.Blank();
        WriteQuestion(variants.Where(variant => !model.Variants[variant].Choices[depth].Outcome).ToList(), depth + 1);
    }
}
