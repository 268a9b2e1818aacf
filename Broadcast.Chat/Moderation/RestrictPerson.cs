using Broadcast.Chat.Contracts;
using Broadcast.Chat.Errors;
using Broadcast.Chat.Facts;
using Broadcast.Chat.Rooms;
using Broadcast.Chat.Rooms.Live;
using Broadcast.Chat.Tokens;
using MediatR;

namespace Broadcast.Chat.Moderation;

/// <summary>Silences, bans or hides a person.</summary>
internal sealed record RestrictPerson(Caller Caller, RoomId Room, ViewerId Viewer, RestrictionDraft Draft) : IRequest<Result<Done>>;

internal sealed class RestrictPersonHandler(ModerationStore store, RoomDirectory rooms, FactsReader facts, ChatMetrics metrics)
    : IRequestHandler<RestrictPerson, Result<Done>>
{
    private const int Longest = 14 * 24 * 60 * 60;

    public async Task<Result<Done>> Handle(RestrictPerson request, CancellationToken cancellationToken)
    {
        var draft = request.Draft;
        if (draft.Kind is null || !RestrictionKinds.All.Contains(draft.Kind, StringComparer.Ordinal))
            return ModerationErrors.Kind;
        if (draft.Seconds is null ? draft.Kind == RestrictionKinds.Timeout : draft.Seconds is < 1 or > Longest)
            return ModerationErrors.Seconds;
        var act = ModerationAct.For(request.Caller, facts.Current, request.Room, draft.Kind, draft.Reason);
        if (act.Failed)
            return act.Error;
        if (request.Viewer.Value.StartsWith(TokenSubject.StaffPrefix, StringComparison.Ordinal))
            return ModerationErrors.Staff;

        if (draft.Kind == RestrictionKinds.Shadow)
            draft = draft with { RemoveMessages = false };
        return await RestrictAsync(act.Value, request.Viewer, draft, draft.Kind != RestrictionKinds.Timeout && ModerationRights.IsEverywhere(request.Caller));
    }

    /// <summary>
    /// The room where it happened first, where it is written down as well. If this node dies before the other rooms know it, the facts tell
    /// them, from the database.
    /// </summary>
    private async Task<Result<Done>> RestrictAsync(ModerationAct act, ViewerId viewer, RestrictionDraft draft, bool everywhere)
    {
        var name = NameOf(act.Room, viewer);
        if (!await store.RestrictAsync(act, viewer, name, draft, everywhere, copy: false))
            return ModerationErrors.Full;
        if (everywhere)
            foreach (var room in facts.Current.Rooms.Where(room => room != act.Room))
                await store.RestrictAsync(act with { Room = room }, viewer, name, draft, everywhere, copy: true);

        metrics.Moderated.Add(1, new KeyValuePair<string, object?>("act", draft.Kind));
        return new Done();
    }

    /// <summary>As the person was called last, if this node has heard them.</summary>
    private string NameOf(RoomId room, ViewerId viewer) =>
        rooms.Find(room) is { Failed: false, Value: var open } && open.Live.NameOf(viewer) is { } name ? name : "";
}
