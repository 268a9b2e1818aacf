using System.Globalization;
using System.Text.Json;
using Broadcast.Chat.Contracts;
using Broadcast.Chat.Contracts.Events;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Rooms;
using Broadcast.Chat.Rooms.Log;
using Broadcast.Chat.Spine.Leases;
using Broadcast.Chat.Spine.Redis;
using Broadcast.Chat.Spine.Time;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace Broadcast.Chat.Windows;

/// <summary>
/// The lives of windows, in their room's slot. Every step from state to state is one script that changes the state, appends the event and
/// writes the outcome, so that any node may take it and only one does. Steps return the state that the window is in then.
/// </summary>
internal sealed class WindowStore(WindowScripts scripts, RoomLog log, RedisLink redis, RedisKeys keys, IOptions<RoomOptions> options, IOptions<RedisOptions> durability)
{
    /// <summary>How long a closed window waits for what decides it, ms.</summary>
    public static readonly long MarkWithin = (long)TimeSpan.FromHours(1).TotalMilliseconds;

    /// <summary>How much later than its time a window closes by itself, in ms: longer than any node's clock is uncertain.</summary>
    public static readonly long Tolerance = (long)DisciplinedClock.Tolerance.TotalMilliseconds;

    /// <summary>The reply to a caller whose copy of the window is out of date: read it again.</summary>
    public const string Again = "again";

    /// <summary>The script replies this when it has kept the right option that somebody marked.</summary>
    public const string Marked = "marked";

    /// <summary>The field of a window that lacks what decides it.</summary>
    public const string LacksField = "lacks";

    /// <summary>For how long one that was cancelled or refused is still known, in ms.</summary>
    private static readonly long CancelledFor = (long)TimeSpan.FromHours(1).TotalMilliseconds;

    private static readonly RedisScript OpenScript = WindowScripts.Script(
        "Open", ["openedTail", "closesAt", "acceptUntil", "tolerance", "onceLifetime", "durable", "fields..."], keys: ["onceKey?"]);
    private static readonly RedisScript ScheduleScript = WindowScripts.Script(
        "Schedule", ["opensAt", "asks", "scheduledTail", "most", "onceLifetime", "fields..."], keys: ["onceKey?"]);
    private static readonly RedisScript CancelScript = WindowScripts.Script("Cancel", ["cancelledTail", "keptFor"]);
    private static readonly RedisScript RefuseScript = WindowScripts.Script("Refuse", ["keptFor"]);
    private static readonly RedisScript PauseScript = WindowScripts.Script("Pause", ["pauses", "pausedTail"]);
    private static readonly RedisScript ResumeScript = WindowScripts.Script("Resume", ["pauses", "closesAt", "acceptUntil", "tolerance", "resumedTail"]);
    private static readonly RedisScript CloseScript = WindowScripts.Script("Close", ["closedTail", "lostTail", "atOnce", "tolerance", "markWithin"]);
    private static readonly RedisScript MarkScript = WindowScripts.Script("Mark", ["mark", "wanted", "by"]);
    private static readonly RedisScript CallOffScript = WindowScripts.Script("CallOff", ["voidedTail", "late"]);
    private static readonly RedisScript SealScript = WindowScripts.Fenced("Seal", ["result", "settledTail", "by", "atOnce", "counted", "fields..."]);
    private static readonly RedisScript SettleScript = WindowScripts.Script("Settle", ["settledTail", "by"]);
    private static readonly RedisScript VoidScript = WindowScripts.Fenced("Void", ["voidedTail", "tells"]);
    private static readonly RedisScript WholeScript = RedisScript.Beside<WindowStore>("Whole", keys: ["metaKey", "windowKey"], arguments: []);
    private static readonly RedisScript StatesScript = RedisScript.Beside<WindowStore>("States", keys: ["windowKeys..."], arguments: []);
    private static readonly RedisScript DueScript = RoomLog.Timed<WindowStore>("Due", keys: ["windowsKey", "dueKey"], arguments: ["skipped", "most"]);

    /// <summary>Null when Redis does not have it.</summary>
    public async Task<Window?> ReadAsync(WindowRef window) => Window.Read(window, await redis.Database.HashGetAllAsync(window.Key(keys)));

    /// <summary>What a command has opened before, by its once key: the event's offset and the window's id; null when it has not.</summary>
    public async Task<(long Offset, string Id)?> OpenedByAsync(RoomId room, Once once) =>
        once.Id is not null && await redis.Database.HashGetAsync(log.OnceKey(room, once.Id), ["offset", "window"], CommandFlags.DemandMaster) is [{ HasValue: true } offset, { HasValue: true } id]
            ? ((long)offset, id!)
            : null;

    /// <summary>One of the fields that its kind has added; null when Redis does not have it.</summary>
    public async Task<string?> FieldAsync(WindowRef window, string field) => await redis.Database.HashGetAsync(window.Key(keys), field);

    /// <summary>The window with what says whether it is whole, from the primary; null when it is not there.</summary>
    public async Task<WholeWindow?> WholeAsync(WindowRef window)
    {
        var reply = (RedisResult[])(await redis.RunAsync(
            WholeScript, [("metaKey", RoomLog.MetaKey(window.Room, keys)), ("windowKey", window.Key(keys))], [], CommandFlags.DemandMaster))!;
        var fields = (RedisValue[])reply[3]!;
        return Window.Read(window, [.. fields.Chunk(2).Select(pair => new HashEntry(pair[0], pair[1]))]) is { } read
            ? new WholeWindow(read, (string)reply[0]!, (string)reply[1]!, (string)reply[2]!)
            : null;
    }

    /// <summary>The states of windows of one room, in order; empty for those that are not there. One call of Redis.</summary>
    public async Task<IReadOnlyList<string>> StatesAsync(IEnumerable<WindowRef> windows) =>
        (string[])(await redis.RunAsync(StatesScript, [], [], keyList: [.. windows.Select(window => window.Key(keys))]))!;

    /// <summary>The windows of a room whose next step is due, and those that are lost. At most 512; the others come when these have gone on.</summary>
    public async Task<IReadOnlyList<WindowRef>> DueAsync(RoomId room)
    {
        const int page = 64;
        var due = new HashSet<string>(StringComparer.Ordinal);
        for (var skipped = 0; skipped < 8 * page; skipped += page)
        {
            var found = (string[])(await redis.RunAsync(
                DueScript,
                [("metaKey", RoomLog.MetaKey(room, keys)), ("windowsKey", WindowRef.OpenOnes(room, keys)), ("dueKey", WindowRef.Due(room, keys))],
                [("skipped", skipped), ("most", page)]))!;
            due.UnionWith(found);
            if (found.Length < page)
                break;
        }

        return [.. due.Select(name => WindowRef.TryParse(room, name)).OfType<WindowRef>()];
    }

    /// <summary>Opens a new window, or one that was scheduled.</summary>
    /// <param name="window">What it is.</param>
    /// <param name="opened">The event that says so.</param>
    /// <param name="closesAt">The end in the picture, channel time, Unix milliseconds.</param>
    /// <param name="acceptUntil">Until when entries are taken, Unix milliseconds.</param>
    /// <param name="once">A call with a known id gets what the first one got.</param>
    /// <returns>
    /// The event's offset and the window's id; offset 0 and the id of the other when another of its kind takes entries, or no id when the
    /// scheduled one is past opening.
    /// </returns>
    public async Task<(long Offset, string Id)> OpenAsync(NewWindow window, NewEvent opened, long closesAt, long acceptUntil, Once once = default)
    {
        var reply = (RedisResult[])(await scripts.RunAsync(
            OpenScript,
            window.Ref,
            [
                ("openedTail", opened.Tail()), ("closesAt", closesAt), ("acceptUntil", acceptUntil), ("tolerance", Tolerance), OnceLifetime,
                ("durable", durability.Value.Durable ? "1" : ""),
            ],
            [("onceKey", log.OnceKey(window.Ref.Room, once.Id))],
            window.Fields))!;
        return ((long)reply[0], (string)reply[1]!);
    }

    /// <summary>Makes a window that opens later.</summary>
    /// <param name="window">What it is.</param>
    /// <param name="opensAt">When its step is due, Unix milliseconds: it opens, or, when it waits for the database, is voided.</param>
    /// <param name="asks">True when it waits for the database: it is handed over at once.</param>
    /// <param name="once">A call with a known id gets what the first one got.</param>
    /// <param name="scheduled">The event that says so; null when nothing is shown of it.</param>
    /// <param name="most">How many windows of the room may wait for their next step.</param>
    /// <returns>
    /// The window's id and the event's offset; false and the other's when it waits for the database and another of its kind takes entries, false
    /// and no id when too many wait.
    /// </returns>
    public async Task<(bool Scheduled, string Id, long Offset)> ScheduleAsync(
        NewWindow window, long opensAt, bool asks, Once once = default, NewEvent? scheduled = null, int most = int.MaxValue)
    {
        var reply = (RedisResult[])(await scripts.RunAsync(
            ScheduleScript, window.Ref, [("opensAt", opensAt), ("asks", asks ? "1" : ""), ("scheduledTail", scheduled?.Tail() ?? []), ("most", most), OnceLifetime],
            [("onceKey", log.OnceKey(window.Ref.Room, once.Id))], window.Fields))!;
        return ((long)reply[0] == 1, (string)reply[1]!, (long)reply[2]);
    }

    /// <summary>Voids a window that is scheduled, and no other.</summary>
    public async Task<string> CancelAsync(WindowRef window, NewEvent cancelled) =>
        (string)(await scripts.RunAsync(CancelScript, window, [("cancelledTail", cancelled.Tail()), ("keptFor", CancelledFor)]))!;

    /// <summary>Marks a window that was never made as refused, so that it can never open. True when it never will; false when it was made.</summary>
    public async Task<bool> RefuseAsync(WindowRef window) => (long)await scripts.RunAsync(RefuseScript, window, [("keptFor", CancelledFor)]) == 1;

    /// <summary>Stops the time of an open window.</summary>
    /// <returns>The state; <see cref="Again"/> when it was paused since <paramref name="window"/> was read.</returns>
    public async Task<string> PauseAsync(Window window, NewEvent paused) =>
        (string)(await scripts.RunAsync(PauseScript, window.Ref, [("pauses", window.Pauses), ("pausedTail", paused.Tail())]))!;

    /// <summary>Lets the time of a paused window go on: both times move by as long as it was paused.</summary>
    /// <returns>The state; <see cref="Again"/> when it was paused anew since <paramref name="window"/> was read.</returns>
    public async Task<string> ResumeAsync(Window window, NewEvent resumed, long closesAt, long acceptUntil) =>
        (string)(await scripts.RunAsync(
            ResumeScript,
            window.Ref,
            [("pauses", window.Pauses), ("closesAt", closesAt), ("acceptUntil", acceptUntil), ("tolerance", Tolerance), ("resumedTail", resumed.Tail())]))!;

    /// <summary>Closes it if its time is over, or at once.</summary>
    /// <param name="window">The window that takes the step.</param>
    /// <param name="closed">The event that says so; null for a kind whose result follows at once.</param>
    /// <param name="lost">The event in its place when a part may be lost: one that the database keeps is closed, one that only Redis keeps is voided.</param>
    /// <param name="atOnce">True to close it before its time.</param>
    public async Task<string> CloseAsync(WindowRef window, NewEvent? closed, NewEvent lost, bool atOnce) =>
        (string)(await scripts.RunAsync(
            CloseScript,
            window,
            [("closedTail", closed?.Tail() ?? []), ("lostTail", lost.Tail()), ("atOnce", atOnce ? "1" : ""), ("tolerance", Tolerance), ("markWithin", MarkWithin)]))!;

    /// <summary>Writes the field that decides a window: until it closes, or, when it has closed without it, once.</summary>
    /// <returns><see cref="Marked"/>, also when <paramref name="by"/> has written this value before its close; else the state.</returns>
    public async Task<string> MarkAsync(WindowRef window, string field, RedisValue value, ViewerId by) =>
        (string)(await scripts.RunAsync(MarkScript, window, [("mark", field), ("wanted", value), ("by", by.Value)]))!;

    /// <summary>Voids a window that takes entries, or that has closed without what decides it.</summary>
    /// <param name="window">The window.</param>
    /// <param name="voided">The event that says so.</param>
    /// <param name="late">True to void it only when it has waited for longer than <see cref="MarkWithin"/>.</param>
    public async Task<string> CallOffAsync(WindowRef window, NewEvent voided, bool late = false) =>
        (string)(await scripts.RunAsync(CallOffScript, window, [("voidedTail", voided.Tail()), ("late", late ? "1" : "")]))!;

    /// <summary>Takes the final result of a closed or doubtful window. The first one stands.</summary>
    /// <param name="window">The window that takes the step.</param>
    /// <param name="result">Kept as JSON.</param>
    /// <param name="settled">The event that shows it. It names who has asked for it, if that is known.</param>
    /// <param name="atOnce">True to show it now, false to wait until it is asked for.</param>
    /// <param name="counted">The counts that the result was made from; none when it does not follow from them.</param>
    /// <param name="lease">The caller's; null where any node may take the step.</param>
    /// <param name="lost">What Redis may have lost of it.</param>
    /// <returns>The state; <see cref="Again"/> when the counts are others.</returns>
    /// <exception cref="LeaseRefusedException">The room has seen a higher number.</exception>
    public async Task<string> SealAsync<TResult>(
        WindowRef window, TResult result, NewEvent settled, bool atOnce, IReadOnlyList<long>? counted = null, Lease? lease = null, params IEnumerable<HashEntry> lost) =>
        (string)(await scripts.RunFencedAsync(
            SealScript,
            window,
            lease,
            [
                ("result", JsonSerializer.SerializeToUtf8Bytes(result, ContractJson.Options)), ("settledTail", settled.Unsigned()), ("by", Wanting(settled.By)), ("atOnce", atOnce ? "1" : ""),
                ("counted", string.Concat((counted ?? []).Select(count => string.Create(CultureInfo.InvariantCulture, $"{count} ")))),
            ],
            fields: NewWindow.Flat(lost)))!;

    /// <summary>Shows the result of a sealed window; of one that has none yet, remembers that it is wanted.</summary>
    /// <param name="window">The window that takes the step.</param>
    /// <param name="settled">The event that shows the result; null when the caller has not seen it.</param>
    /// <param name="by">Who wants it; an event that comes later names the first. Null when that is not known.</param>
    public async Task<string> SettleAsync(WindowRef window, NewEvent? settled, EventAuthor? by = null) =>
        (string)(await scripts.RunAsync(SettleScript, window, [("settledTail", settled?.Tail() ?? []), ("by", Wanting(by))]))!;

    /// <summary>Voids a window that is closed, or that was scheduled.</summary>
    /// <param name="window">The window that takes the step.</param>
    /// <param name="voided">The event that says so; null when nothing was shown of it.</param>
    /// <param name="tells">True when the database must learn of it.</param>
    /// <param name="lease">The caller's; null where any node may take the step.</param>
    /// <exception cref="LeaseRefusedException">The room has seen a higher number.</exception>
    public async Task<string> VoidAsync(WindowRef window, NewEvent? voided, bool tells = false, Lease? lease = null) =>
        (string)(await scripts.RunFencedAsync(VoidScript, window, lease, [("voidedTail", voided?.Tail() ?? []), ("tells", tells ? "1" : "")]))!;

    /// <summary>How the scripts keep who has asked for a result; somebody, when that is not known.</summary>
    public static RedisValue Wanting(EventAuthor? by) => by is null ? "1" : JsonSerializer.SerializeToUtf8Bytes(by, ContractJson.Options);

    private (string Name, RedisValue Value) OnceLifetime => ("onceLifetime", (long)options.Value.OnceAge.TotalSeconds);
}
