using System.Text.Json.Serialization;
using Broadcast.Api.Windows;
using Broadcast.Chat.Contracts.Events;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Spine.Windows;

namespace Broadcast.Api.Votes;

/// <summary>A vote as anyone may see it, of one moment.</summary>
/// <param name="Id">The vote.</param>
/// <param name="Stage">The stage that it belongs to.</param>
/// <param name="Title">What it is about.</param>
/// <param name="Options">A ballot names one by its index, from 0.</param>
/// <param name="State"><c>scheduled</c>, <c>open</c>, <c>paused</c>, <c>closed</c>, <c>sealed</c>, <c>settled</c> or <c>voided</c>.</param>
/// <param name="OpensAt">When it opens or has opened; null while nobody has said.</param>
/// <param name="ClosesAt">Its end; null while that counts from its opening.</param>
/// <param name="AcceptUntil">Ballots are accepted until then.</param>
/// <param name="PausedAt">Since when its time stands still.</param>
/// <param name="Results">When the counts are shown: <c>live</c>, or <c>after</c> the end.</param>
/// <param name="Strength">The least proof of who votes.</param>
/// <param name="Ballots">How many persons have voted.</param>
/// <param name="Revision">Grows with each step.</param>
internal sealed record VoteView(
    VoteId Id, StageId Stage, string Title, IReadOnlyList<VoteOption> Options, string State, DateTimeOffset? OpensAt, DateTimeOffset? ClosesAt, DateTimeOffset? AcceptUntil,
    DateTimeOffset? PausedAt, string Results, string Strength, long Ballots, long Revision)
{
    /// <summary>Ballots per option, in the order of the options; present when they are shown.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<long>? Counts { get; init; }

    /// <summary>SHA-256 over the digests of all ballots, once the result is final.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Root { get; init; }

    /// <summary>The caller's own ballot.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public BallotView? Yours { get; init; }

    public static VoteView Of(BookWindow window, BookEntry? own)
    {
        var (document, counts) = (VoteDocument.Of(window), window.CountList);
        var shown = window.State == WindowLife.Settled || (document.Results == VoteResults.Live && window.State is not (WindowLife.Scheduled or WindowLife.Voided));
        return new VoteView(
            VoteId.Parse(window.Id), window.StageId, document.Title, document.Options, window.State, Instant(window.OpensAt), Instant(window.ClosesAt), Instant(window.AcceptUntil),
            Instant(window.PausedAt), document.Results, window.Strength, counts.Sum(), window.Revision)
        {
            Counts = shown ? counts : null,
            Root = window.State == WindowLife.Settled ? window.Root : null,
            Yours = own is null ? null : BallotView.Of(own),
        };
    }

    private static DateTimeOffset? Instant(long? at) => at is { } ms ? DateTimeOffset.FromUnixTimeMilliseconds(ms) : null;
}

/// <summary>A person's own ballot: a receipt, with which the person finds it among the listed digests.</summary>
/// <param name="Vote">The vote.</param>
/// <param name="Option">The index of the chosen option.</param>
/// <param name="At">When it was received.</param>
/// <param name="Digest">SHA-256 of the UTF-8 lines vote, viewer, option and salt, lower-case hex.</param>
/// <param name="Salt">Lower-case hex.</param>
internal sealed record BallotView(string Vote, int Option, DateTimeOffset At, string Digest, string Salt)
{
    public static BallotView Of(BookEntry entry) => new(entry.Window, entry.Value, DateTimeOffset.FromUnixTimeMilliseconds(entry.At), entry.Digest, entry.Salt);
}

/// <param name="Option">The index of an option, from 0.</param>
internal sealed record NewBallot(int? Option);

/// <param name="Items">In the order of their digests. They name nobody.</param>
/// <param name="Next">The <c>after</c> of the next page; null on the last page.</param>
internal sealed record BallotPage(IReadOnlyList<ListedBallot> Items, string? Next);

/// <param name="Digest">See the receipt of a ballot.</param>
/// <param name="Option">The index of the chosen option.</param>
internal sealed record ListedBallot(string Digest, int Option);
