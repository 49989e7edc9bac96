namespace Pico.Generators.Tests.Grammars;

/// <summary>A production as data, for tests: it knows nothing of the generator's own representation.</summary>
internal abstract record EbnfNode
{
    /// <summary>As a <c>[Rule]</c> has it.</summary>
    public abstract string Text { get; }

    /// <summary>As an operand of <c>? * + %</c>.</summary>
    public virtual string Atom => "(" + Text + ")";

    internal sealed record Letter(char Character, bool IsValued) : EbnfNode
    {
        public override string Text => IsValued ? char.ToUpperInvariant(Character).ToString() : "'" + Character + "'";

        public override string Atom => Text;
    }

    internal sealed record Name(int Rule) : EbnfNode
    {
        public override string Text => "N" + Rule;

        public override string Atom => Text;
    }

    internal sealed record Sequence(IReadOnlyList<EbnfNode> Items) : EbnfNode
    {
        public override string Text => string.Join(" ", Items.Select(item => item is Choice or Sequence ? item.Atom : item.Text));
    }

    internal sealed record Choice(IReadOnlyList<EbnfNode> Items) : EbnfNode
    {
        public override string Text => string.Join(" | ", Items.Select(item => item is Choice ? item.Atom : item.Text));
    }

    internal sealed record Optional(EbnfNode Item) : EbnfNode
    {
        public override string Text => Item.Atom + "?";
    }

    internal sealed record Repeat(EbnfNode Item, bool AtLeastOne) : EbnfNode
    {
        public override string Text => Item.Atom + (AtLeastOne ? "+" : "*");
    }

    internal sealed record List(EbnfNode Item, EbnfNode Separator) : EbnfNode
    {
        public override string Text => Item.Atom + " % " + Separator.Atom;
    }
}
