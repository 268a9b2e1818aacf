using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Rooms;
using Broadcast.Chat.Spine.Errors;
using Broadcast.Chat.Spine.Tokens;
using Broadcast.Chat.Windows;

namespace Broadcast.Chat.Polls;

/// <summary>Takes votes; when it says yes, the vote is stored. The caller may be in any room or in none: what counts is the poll's stage.</summary>
internal sealed class Votes(Acceptor acceptor, RoomRights rights, ChatMetrics metrics)
{
    public async Task<Result<Done>> TakeAsync(Caller caller, PollId id, int option)
    {
        if (id.Stage is not { } stage)
            return PollErrors.Unknown;
        if (!rights.May(caller, RoomRights.Answer, stage.Room))
            return AccessErrors.Forbidden;

        var what = await acceptor.AcceptAsync(PollStore.Ref(id, stage), caller.Id, option, detail: "");
        metrics.Votes.Add(1, new KeyValuePair<string, object?>("result", what));
        return what switch
        {
            EntryResult.Ok => new Done(),
            EntryResult.Banned => AccessErrors.Forbidden,
            EntryResult.Closed or EntryResult.Late or EntryResult.Paused => PollErrors.Closed,
            EntryResult.Value => PollErrors.Option,
            EntryResult.Known => PollErrors.Voted,
            EntryResult.Busy => RoomErrors.Busy,
            _ => PollErrors.Unknown,
        };
    }
}
