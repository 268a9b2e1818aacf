using System.Text;

namespace Broadcast.Chat.Audience.Roster;

/// <summary>
/// The two ways in which a roster is read, by place and by name, as labels in one sorted set: a letter, what is compared in small letters,
/// a tab, the site's id. Redis compares bytes, and UTF-8 keeps the order of code points.
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

    /// <summary>Null for a word that is neither.</summary>
    public static RosterOrder? Of(string? name) =>
        string.IsNullOrEmpty(name) || name == ByPlace.Name ? ByPlace : name == ByName.Name ? ByName : null;

    public string Label(SiteCard card) => $"{Compared(_text(card))}{Tab}{card.Id}";

    /// <summary>The range of labels whose text begins with <paramref name="prefix"/>, as ZRANGEBYLEX takes it.</summary>
    /// <param name="prefix">May be empty.</param>
    /// <param name="after">A label of the range, after which to go on; or null.</param>
    public (byte[] From, byte[] To) Range(string prefix, byte[]? after)
    {
        var begins = Encoding.UTF8.GetBytes(Compared(prefix));
        // 0xff is in no UTF-8 text.
        byte[] to = [(byte)'(', .. begins, 0xff];
        return (after is null ? [(byte)'[', .. begins] : [(byte)'(', .. after], to);
    }

    private string Compared(string text) => _letter + text.Trim().ToLowerInvariant();
}
