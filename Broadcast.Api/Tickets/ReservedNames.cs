using Broadcast.Chat.Spine.Facts;
using Broadcast.Chat.Spine.Text;
using Broadcast.Chat.Spine.Tokens;

namespace Broadcast.Api.Tickets;

/// <summary>
/// Names that a guest may not take, because viewers would believe that staff or the festival speak: the roles' names and those of the
/// festivals' channels. Spelling makes no difference that people would not see (<see cref="FoldedText"/>, <see cref="SqueezedText"/>).
/// </summary>
internal sealed class ReservedNames(FactsReader facts)
{
    /// <summary>As the pages name staff, and words that mean the same.</summary>
    private static readonly string[] OfStaff = ["导播", "主播", "管理员", "审计员", "发货员", "官方", "客服", "系统消息", "admin", "administrator", "official", "staff", "support", "system", .. Roles.All];

    public bool Includes(string name)
    {
        var folded = new FoldedText(name).Folded;
        var squeezed = Squeeze(folded);
        var words = folded.Split(Separators(folded), StringSplitOptions.RemoveEmptyEntries);
        var festivals = facts.Current.Facts.Relays.SelectMany(relay => (string[])[Key(relay.Name), Key(relay.NameEn)]);
        return OfStaff.Any(reserved => IsIn(reserved, words, squeezed)) || festivals.Any(reserved => reserved.Length > 1 && squeezed.Contains(reserved, StringComparison.Ordinal));
    }

    /// <summary>Chinese words are found anywhere, for they have no gaps; Latin ones as a whole word, or spelt with gaps: not in "badminton".</summary>
    private static bool IsIn(string reserved, string[] words, string squeezed) =>
        char.IsAscii(reserved[0]) ? squeezed == reserved || words.Contains(reserved, StringComparer.Ordinal) : squeezed.Contains(reserved, StringComparison.Ordinal);

    private static string Key(string name) => Squeeze(new FoldedText(name).Folded);

    private static string Squeeze(string folded) => new SqueezedText(folded).Letters;

    /// <summary>Everything in the text that is no Latin letter.</summary>
    private static char[] Separators(string folded) => [.. folded.Where(letter => !char.IsAsciiLetter(letter)).Distinct()];
}
