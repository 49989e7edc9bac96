namespace Pico.Generators.Ir;

/// <summary>A regular expression over code points.</summary>
internal abstract record RegexNode
{
    private RegexNode()
    {
    }

    /// <summary>Whether it matches the empty text.</summary>
    public abstract bool IsNullable { get; }

    /// <summary>The empty text.</summary>
    internal sealed record Empty : RegexNode
    {
        public override bool IsNullable => true;
    }

    /// <summary>One code point out of a set.</summary>
    internal sealed record Set(CharSet Chars) : RegexNode
    {
        public override bool IsNullable => false;
    }

    /// <summary>One after the other.</summary>
    internal sealed record Sequence(EquatableArray<RegexNode> Items) : RegexNode
    {
        public override bool IsNullable
        {
            get
            {
                foreach (var item in Items)
                {
                    if (!item.IsNullable)
                    {
                        return false;
                    }
                }

                return true;
            }
        }
    }

    /// <summary>Any one of several.</summary>
    internal sealed record Choice(EquatableArray<RegexNode> Items) : RegexNode
    {
        public override bool IsNullable
        {
            get
            {
                foreach (var item in Items)
                {
                    if (item.IsNullable)
                    {
                        return true;
                    }
                }

                return false;
            }
        }
    }

    /// <summary>At least <paramref name="Min"/> times, and at most <paramref name="Max"/> times where that is given.</summary>
    internal sealed record Repeat(RegexNode Item, int Min, int? Max) : RegexNode
    {
        public override bool IsNullable => Min == 0 || Item.IsNullable;
    }
}
