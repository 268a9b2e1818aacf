using Broadcast.Chat.Spine.Tokens;

namespace Broadcast.Api.Windows;

/// <summary>
/// Whether a window takes an entry. In time by any clock within the process's uncertainty is in time, and what viewers see with a delay they may
/// still answer when the window is paused.
/// </summary>
/// <param name="Now">The time of the decision, Unix milliseconds.</param>
/// <param name="Uncertain">How far the process's clock may be off, ms.</param>
internal sealed record EntryJudge(long Now, long Uncertain)
{
    /// <summary>One of <see cref="EntryVerdict"/>; for an entry of somebody who has none yet.</summary>
    public string Judge(BookWindow window, EntryRequest entry, bool banned)
    {
        if (banned)
            return EntryVerdict.Banned;
        if (!entry.Proof.Meets(ProofWords.Read(window.Strength) ?? ProofWords.Usual))
            return EntryVerdict.Weak;
        if (!window.Takes || window.AcceptUntil is not { } till)
            return EntryVerdict.Closed;

        if (window.PausedAt is { } paused)
            till = Math.Min(till, paused + window.Grace);
        if (Math.Min(entry.ReceivedAt, Now) > till + Uncertain)
            return window.PausedAt is null ? EntryVerdict.Closed : EntryVerdict.Paused;
        return entry.Value >= 0 && entry.Value < window.Values ? EntryVerdict.Ok : EntryVerdict.Value;
    }
}
