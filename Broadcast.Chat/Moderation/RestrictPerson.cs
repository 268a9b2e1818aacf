using Broadcast.Chat.Contracts.Facts;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Contracts.Moderation;
using Broadcast.Chat.Rooms;
using Broadcast.Chat.Spine.Actors;
using Broadcast.Chat.Spine.Errors;
using Broadcast.Chat.Spine.Facts;
using Broadcast.Chat.Spine.Tokens;
using MediatR;

namespace Broadcast.Chat.Moderation;

/// <summary>Silences, bans or hides a person.</summary>
/// <param name="By">The moderator.</param>
/// <param name="Room">The room where it happened.</param>
/// <param name="Viewer">The person to restrict.</param>
/// <param name="Name">The person's name in their newest message that this node keeps; empty when it keeps none.</param>
/// <param name="Draft">The restriction, not yet validated.</param>
internal sealed record RestrictPerson(Actor By, RoomId Room, ViewerId Viewer, string Name, RestrictionDraft Draft) : IRequest<Result<Done>>;

internal sealed class RestrictPersonHandler(RestrictionStore store, FactsReader facts, TimeProvider time, ChatMetrics metrics)
    : IRequestHandler<RestrictPerson, Result<Done>>
{
    private const int Longest = 14 * 24 * 60 * 60;
    private static readonly List<string> LeastFirst = [.. RestrictionKinds.All];

    public async Task<Result<Done>> Handle(RestrictPerson request, CancellationToken cancellationToken)
    {
        var draft = request.Draft;
        if (draft.Kind is null || !RestrictionKinds.All.Contains(draft.Kind, StringComparer.Ordinal))
            return ModerationErrors.Kind;
        if (draft.Seconds is null ? draft.Kind == RestrictionKinds.Timeout : draft.Seconds is < 1 or > Longest)
            return ModerationErrors.Seconds;
        var act = ModerationAct.For(request.By, facts.Current, request.Room, draft.Kind, draft.Reason);
        if (act.Failed)
            return act.Error;
        if (request.Viewer.Value.StartsWith(TokenSubject.StaffPrefix, StringComparison.Ordinal))
            return ModerationErrors.Staff;

        if (draft.Kind == RestrictionKinds.Shadow)
            draft = draft with { RemoveMessages = false };
        return await RestrictAsync(request, act.Value, draft);
    }

    /// <summary>
    /// Restricts the person in the room where it happened, which records the act, and then in all other rooms at once. If this node dies in
    /// between, the other rooms learn of the act from the facts. If a room does not answer, the others are restricted all the same, and the
    /// caller gets <c>room.paused</c> and may repeat the act.
    /// </summary>
    private async Task<Result<Done>> RestrictAsync(RestrictPerson request, ModerationAct act, RestrictionDraft draft)
    {
        var everywhere = draft.Kind != RestrictionKinds.Timeout && request.By.ModeratesEverywhere();
        var mayEnd = request.By.Restricts(facts.Current.StageOf(act.Room)?.Id);
        // Redis may have lost the room's.
        var ends = draft.Seconds is { } seconds ? time.GetUtcNow().AddSeconds(seconds).ToUnixTimeMilliseconds() : (long?)null;
        var kept = facts.Current.Restrictions(request.Viewer, act.Room, time.GetUtcNow().ToUnixTimeMilliseconds()).Where(held => held.Room is null == everywhere);
        if (kept.Any(held => !mayEnd.Contains(held.Kind, StringComparer.Ordinal) && !TakesMore(draft.Kind, ends, held)))
            return ModerationErrors.Stronger;
        var (result, since) = await store.RestrictAsync(act, request.Viewer, request.Name, draft, everywhere, mayEnd);
        if (result != RestrictResult.Done)
            return result == RestrictResult.Full ? ModerationErrors.Full : ModerationErrors.Stronger;
        if (everywhere)
            await Task.WhenAll(facts.Current.Rooms.Where(room => room != act.Room)
                .Select(room => store.CopyAsync(act with { Room = room }, request.Viewer, request.Name, draft, mayEnd, since)));

        metrics.Moderated.Add(1, new KeyValuePair<string, object?>("act", draft.Kind));
        return new Done();
    }

    /// <summary>As in <c>Restrict.lua</c>: takes more from the person than <paramref name="held"/>, and for no shorter time.</summary>
    private static bool TakesMore(string kind, long? ends, RestrictionFact held) =>
        LeastFirst.IndexOf(kind) > LeastFirst.IndexOf(held.Kind) && (ends is null || ends >= held.Until);
}
