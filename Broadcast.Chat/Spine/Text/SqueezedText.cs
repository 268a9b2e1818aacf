using System.Text;

namespace Broadcast.Chat.Spine.Text;

/// <summary>
/// The letters and digits of a folded text without the characters between them, which evasions insert (<c>s.p-a m</c>, <c>加 微 信</c>). Each
/// letter keeps its index in the folded text.
/// </summary>
internal sealed class SqueezedText
{
    private readonly List<int> _indexes = [];
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
            _indexes.Add(i);
            _gaps.Add(gap);
            gap = false;
        }

        Letters = letters.ToString();
    }

    public string Letters { get; }

    /// <summary>The index of a letter in the folded text.</summary>
    public int FoldedIndex(int letter) => _indexes[letter];

    /// <summary>True when characters were left out right before a letter.</summary>
    public bool GapBefore(int letter) => _gaps[letter];
}
