using System.Text;

namespace Broadcast.Chat.Moderation.Words;

/// <summary>
/// The letters and digits of a folded text without what stands between them, which evasions are made of (<c>s.p-a m</c>, <c>加 微 信</c>); what
/// stood where is remembered.
/// </summary>
internal sealed class SqueezedText
{
    private readonly List<int> _places = [];
    private readonly List<bool> _gaps = [];

    public SqueezedText(string folded)
    {
        var letters = new StringBuilder(folded.Length);
        var gap = false;
        for (var i = 0; i < folded.Length; i++)
        {
            if (!char.IsLetterOrDigit(folded[i]) && !char.IsSurrogate(folded[i]))
            {
                gap = true;
                continue;
            }

            letters.Append(folded[i]);
            _places.Add(i);
            _gaps.Add(gap);
            gap = false;
        }

        Letters = letters.ToString();
    }

    public string Letters { get; }

    /// <summary>Where a letter stands in the folded text.</summary>
    public int Place(int letter) => _places[letter];

    /// <summary>Whether something stands before a letter that is none.</summary>
    public bool GapBefore(int letter) => _gaps[letter];
}
