using Broadcast.Chat.Contracts.Events;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Rooms.Log;
using Broadcast.Chat.Spine.Leases;
using Broadcast.Chat.Spine.Redis;

namespace Broadcast.Chat.Windows;

/// <summary>
/// Windows that the database decides: of what Redis may have lost, only the database knows whether it is decided. So it is asked before one is
/// voided: what is decided is told again, and the rest is voided.
/// </summary>
internal sealed class Handover(WindowScripts scripts, RedisLink redis, RedisKeys keys)
{
    private static readonly RedisScript DoubtScript = WindowScripts.Script("Doubt", ["openedTail", "closedTail", "heard", "fields..."]);
    private static readonly RedisScript ReconcileScript = WindowScripts.Fenced("Reconcile", ["booked"]);

    /// <summary>
    /// Hands over a window that is no longer in Redis, from what its event said, and shows it as closed. If its result was heard, it is settled
    /// as soon as it is told again. Returns its state.
    /// </summary>
    /// <param name="window">What it was.</param>
    /// <param name="opened">The event that opened it.</param>
    /// <param name="closed">The event that shows it as closed.</param>
    /// <param name="heard">True when its result was heard.</param>
    /// <param name="by">Who has had it shown; null when that is not known.</param>
    public async Task<string> DoubtAsync(NewWindow window, NewEvent opened, NewEvent closed, bool heard, EventAuthor? by = null) =>
        (string)(await scripts.RunAsync(
            DoubtScript, window.Ref, [("openedTail", opened.Tail()), ("closedTail", closed.Tail()), ("heard", heard ? WindowStore.Wanting(by) : "")], fields: window.Fields))!;

    /// <summary>The windows of a kind that were handed to the database and not compared for good yet.</summary>
    public async Task<IReadOnlyList<WindowRef>> UnsettledAsync(RoomId room, string kind) =>
    [
        .. from name in await redis.Database.SetMembersAsync(WindowRef.Unsettled(room, keys))
           let window = WindowRef.TryParse(room, (string)name!)
           where window?.Kind == kind
           select window.Value,
    ];

    /// <summary>Hands a window over once more, unless the database agrees with the room or the window waits for it.</summary>
    /// <param name="window">The window to compare.</param>
    /// <param name="voided">What the database has: true when it is voided, false when it has a result, null when there is nothing.</param>
    /// <param name="lease">The caller's.</param>
    /// <exception cref="LeaseRefusedException">The room has seen a higher number.</exception>
    public Task ReconcileAsync(WindowRef window, bool? voided, Lease? lease = null) =>
        scripts.RunFencedAsync(ReconcileScript, window, lease, [("booked", voided switch { true => WindowState.Voided, false => "result", null => "nothing" })]);
}
