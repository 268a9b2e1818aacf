using System.Text;

namespace Broadcast.Chat.Audience.Roster;

/// <summary>
/// The two sort orders of a roster, by address and by name. One sorted set holds a label of each site for each: a letter for the order, the
/// sort text in lower case, a tab, the site's id. Redis compares bytes, and UTF-8 keeps the order of code points.
/// </summary>
internal sealed record RosterOrder
{
    public const char Tab = '\t';

    public static readonly RosterOrder ByPlace = new("place", "p:", card => $"{card.Place.Province}/{card.Place.County}/{card.Place.Village}/{card.Name}");
    public static readonly RosterOrder ByName = new("name", "n:", card => card.Name);

    private readonly string _letter;
    private readonly Func<SiteCard, string> _text;

    private RosterOrder(string name, string letter, Func<SiteCard, string> text) => (Name, _letter, _text) = (name, letter, text);

    public string Name { get; }

    /// <summary>The order of that name, by address for an empty name; null for an unknown name.</summary>
    public static RosterOrder? Of(string? name) =>
        string.IsNullOrEmpty(name) || name == ByPlace.Name ? ByPlace : name == ByName.Name ? ByName : null;

    public string Label(SiteCard card) => $"{SortText(_text(card))}{Tab}{card.Id}";

    /// <summary>The range of labels whose text begins with <paramref name="prefix"/>, in the notation of ZRANGEBYLEX.</summary>
    /// <param name="prefix">May be empty.</param>
    /// <param name="after">The label after which the range begins; null for its beginning.</param>
    public (byte[] From, byte[] To) Range(string prefix, byte[]? after)
    {
        var begins = Encoding.UTF8.GetBytes(SortText(prefix));
        // No UTF-8 text contains the byte 0xff.
        byte[] to = [(byte)'(', .. begins, 0xff];
        return (after is null ? [(byte)'[', .. begins] : [(byte)'(', .. after], to);
    }

    private string SortText(string text) => _letter + text.Trim().ToLowerInvariant();
}
