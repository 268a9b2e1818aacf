using System.Text.Json;
using Broadcast.Chat.Contracts;
using Broadcast.Chat.Contracts.Events;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Rooms.Log;
using Broadcast.Chat.Spine.Actors;
using Broadcast.Chat.Windows;
using StackExchange.Redis;

namespace Broadcast.Chat.Polls;

/// <summary>Quick polls as windows that only Redis keeps: what it loses is voided. An entry's value is the option.</summary>
internal sealed class PollStore(WindowStore windows)
{
    public const string Kind = "poll";

    public static WindowRef Ref(PollId id, StageId stage) => new(stage.Room, Kind, id.Value);

    /// <summary>The offset of the event and the poll's id; offset 0 and the other's id when one is open.</summary>
    public async Task<(long Offset, PollId Id)> OpenAsync(PollOpened opened, long showAt, EventAuthor by, Once once)
    {
        var window = new NewWindow(Ref(opened.Id, opened.Stage), opened.Options.Count, Kept: false, Fields(opened.Text, opened.Options));
        var (offset, id) = await windows.OpenAsync(window, new NewEvent(opened, showAt, by), opened.ClosesAt, opened.AcceptUntil, once);
        return (offset, PollId.Parse(id));
    }

    /// <summary>
    /// Closes a poll if its time is over, or at once, and shows its result. Of one that was closed and no further, the result is shown now. Returns
    /// its <see cref="WindowState"/>.
    /// </summary>
    /// <param name="id">The poll.</param>
    /// <param name="stage">Its stage.</param>
    /// <param name="endsAt">The channel time at which somebody ends it before its time; null when the clock does.</param>
    /// <param name="by">Who ends it; null when the clock does.</param>
    public async Task<string> EndAsync(PollId id, StageId stage, long? endsAt, EventAuthor? by = null)
    {
        var window = Ref(id, stage);
        while (true)
        {
            var state = await windows.CloseAsync(window, closed: null, lost: Voided(id, stage), atOnce: endsAt is not null);
            if (state != WindowState.Closed || await windows.WholeAsync(window) is not { Window: { State: WindowState.Closed } closed })
                return state;

            // The server takes the result only if it has the same counts.
            var revealed = new NewEvent(new PollRevealed { Id = id, Stage = stage, Counts = closed.Counts }, endsAt, by ?? Actor.Rule(Rules.WindowEnd, stage).Author);
            state = await windows.SealAsync(window, closed.Counts, revealed, atOnce: true, closed.Counts);
            if (state != WindowStore.Again)
                return state;
        }
    }

    /// <summary>What the command has opened or scheduled before; null when it has not.</summary>
    public async Task<PollOpenedReply?> OpenedByAsync(StageId stage, Once once) =>
        await windows.OpenedByAsync(stage.Room, once) is { } opened ? new PollOpenedReply { Id = PollId.Parse(opened.Id), Offset = opened.Offset } : null;

    /// <summary>The hash fields of a new poll.</summary>
    public static HashEntry[] Fields(string text, IReadOnlyList<string> options) =>
        [new("text", text), new("options", JsonSerializer.Serialize(options, ContractJson.Options))];

    public static string[] OptionsOf(Window window) => JsonSerializer.Deserialize<string[]>((string)window.Fields["options"]!, ContractJson.Options)!;

    /// <summary>Null when Redis does not have it. Before it opens, only those who may act for its stage see what it asks.</summary>
    public async Task<PollView?> ReadAsync(PollId id, StageId stage, bool mayAct = false) => await windows.ReadAsync(Ref(id, stage)) is not { } window ? null : new PollView
    {
        Id = id,
        Stage = stage,
        State = window.State switch
        {
            WindowState.Settled => WindowStep.Revealed,
            WindowState.Voided when !window.HasOpened => WindowStep.Cancelled,
            var state => state,
        },
        OpensAt = window.State == WindowState.Scheduled ? window.OpensAt : null,
        Text = window.HasOpened || mayAct ? window.Fields["text"]! : "",
        Options = window.HasOpened || mayAct ? OptionsOf(window) : [],
        ClosesAt = window.ClosesAt,
        Votes = window.Counts.Sum(),
        Counts = window.State == WindowState.Settled ? window.Counts : null,
    };

    public static NewEvent Voided(PollId id, StageId stage) => new(new PollVoided { Id = id, Stage = stage }, ShowAt: null, Actor.Rule(Rules.WindowLost, stage).Author);
}
