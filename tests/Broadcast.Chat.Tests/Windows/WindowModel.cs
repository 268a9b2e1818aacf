using Broadcast.Chat.Windows;

namespace Broadcast.Chat.Tests.Windows;

/// <summary>What the room ought to hold: the rules of the kernel, said once more and as plainly as can be. Times in Unix milliseconds.</summary>
internal sealed class WindowModel
{
    public const int Values = 3;
    public const int Tolerance = 250;

    private readonly Dictionary<WindowRef, Known> _windows = [];
    private readonly Dictionary<string, (WindowRef Window, int Root, int History)> _open = new(StringComparer.Ordinal);
    private readonly Dictionary<WindowRef, long> _due = [];

    /// <summary>The latest time that the log has written.</summary>
    private long _latest;
    private bool _begun;
    private int _root;

    /// <summary>How often the server has been replaced by a promoted one.</summary>
    private int _history;

    public WindowModel()
    {
    }

    private WindowModel(WindowModel of)
    {
        (_latest, _begun, _root, _history, Events, HandedOver) = (of._latest, of._begun, of._root, of._history, of.Events, [.. of.HandedOver]);
        (_open, _due) = (new(of._open, StringComparer.Ordinal), new(of._due));
        _windows = of._windows.ToDictionary(window => window.Key, window => window.Value with { Entries = new(window.Value.Entries, StringComparer.Ordinal) });
    }

    public int Events { get; private set; }

    public List<string> HandedOver { get; } = [];

    public IEnumerable<WindowRef> Refs => _windows.Keys;

    public Known? Of(WindowRef window) => _windows.GetValueOrDefault(window);

    /// <summary>The time by which a script that appends decides, for a node that believes it is <paramref name="now"/>.</summary>
    public long At(long now)
    {
        if (_begun && _latest > now + 10_000)
            (_root, _latest) = (_root + 1, now);
        _begun = true;
        return Math.Max(now, _latest);
    }

    public long Glance(long now) => _latest > now && _latest <= now + 10_000 ? _latest : now;

    public string Schedule(WindowRef window, long now, long opensAt, bool asks, bool kept, bool lacks, int most)
    {
        At(now);
        if (Of(window) is not null)
            return window.Id;
        if (asks && _open.TryGetValue(window.Kind, out var other))
            return other.Window.Id;
        if (_due.Count >= most)
            return "";

        var known = _windows[window] = new Known { State = WindowState.Scheduled, Kept = kept, Lacks = lacks, Root = _root };
        _due[window] = opensAt;
        if (_open.GetValueOrDefault(window.Kind).Window == window)
            _open.Remove(window.Kind);
        if (asks)
            HandOver(window, known);
        else
            Append(now);
        return window.Id;
    }

    public string Cancel(WindowRef window, long now)
    {
        At(now);
        if (Of(window) is not { State: WindowState.Scheduled } known)
            return State(window);

        known.State = WindowState.Voided;
        _due.Remove(window);
        Append(now);
        return known.State;
    }

    public string Open(WindowRef window, long now, long closesAt, long acceptUntil, bool kept, bool lacks)
    {
        At(now);
        if (_open.TryGetValue(window.Kind, out var other) && other.Window != window)
            return other.Window.Id;
        if (Of(window) is { State: not WindowState.Scheduled })
            return "";

        var known = _windows[window] = Of(window) ?? new Known { Kept = kept, Lacks = lacks };
        (known.State, known.Root, known.History, known.ClosesAt, known.AcceptUntil, known.Opened) = (WindowState.Open, _root, _history, closesAt, acceptUntil, true);
        _due[window] = acceptUntil + Tolerance;
        _open[window.Kind] = (window, _root, _history);
        Append(now);
        return window.Id;
    }

    public string Pause(WindowRef window, long now)
    {
        var at = At(now);
        if (Of(window) is not { State: WindowState.Open } known || IsLost(known))
            return State(window);

        (known.State, known.PausedAt, known.Pauses) = (WindowState.Paused, at, known.Pauses + 1);
        _due.Remove(window);
        Append(now);
        return known.State;
    }

    public string Resume(WindowRef window, long now, long closesAt, long acceptUntil)
    {
        At(now);
        if (Of(window) is not { State: WindowState.Paused } known || IsLost(known))
            return State(window);

        (known.State, known.PausedAt, known.ClosesAt, known.AcceptUntil) = (WindowState.Open, null, closesAt, acceptUntil);
        _due[window] = acceptUntil + Tolerance;
        Append(now);
        return known.State;
    }

    public string Close(WindowRef window, long now, bool atOnce)
    {
        var at = At(now);
        if (Of(window) is not { State: WindowState.Open or WindowState.Paused } known)
        {
            Leave(window);
            return State(window);
        }

        var (lost, over) = (IsLost(known), known.State == WindowState.Open && at > known.AcceptUntil + Tolerance);
        if (!lost && !atOnce && !over)
            return known.State;

        known.State = known.Kept ? lost ? WindowState.Doubtful : WindowState.Closed : lost ? WindowState.Voided : WindowState.Closed;
        _due.Remove(window);
        if (known is { Kept: false, State: WindowState.Closed })
            _due[window] = at;
        if (known is { Kept: true, State: WindowState.Closed, Lacks: true })
            _due[window] = at + WindowStore.MarkWithin;
        _open.Remove(window.Kind);
        Append(now);
        if (known.Kept && (lost || !known.Lacks))
            HandOver(window, known);
        return known.State;
    }

    public string Mark(WindowRef window, long now, int value)
    {
        At(now);
        if (Of(window) is not { } known)
            return WindowState.Unknown;
        var (takes, waits) = (IsTaking(known), known is { State: WindowState.Closed, Lacks: true });
        if (!takes && !waits)
            return known.State is WindowState.Closed or WindowState.Sealed or WindowState.Settled && known.Marked == value ? WindowStore.Marked : known.State;

        (known.Lacks, known.Marked) = (false, value);
        if (waits)
        {
            _due.Remove(window);
            HandOver(window, known);
        }

        return WindowStore.Marked;
    }

    public string CallOff(WindowRef window, long now, bool late)
    {
        var at = At(now);
        if (Of(window) is not { } known || !(IsTaking(known) || known is { State: WindowState.Closed, Lacks: true }))
            return State(window);
        if (late && (IsTaking(known) || !_due.TryGetValue(window, out var until) || until >= at))
            return known.State;

        known.State = WindowState.Voided;
        _due.Remove(window);
        if (_open.GetValueOrDefault(window.Kind).Window == window)
            _open.Remove(window.Kind);
        Append(now);
        if (known.Kept)
            HandOver(window, known);
        return known.State;
    }

    public string Accept(WindowRef window, long now, string person, int value, long receivedAt, int uncertain)
    {
        var at = Glance(now);
        if (Of(window) is not { } known)
            return EntryResult.Unknown;
        if (known.Root != _root || !_begun)
            return EntryResult.Closed;
        var takes = known.State is WindowState.Open or WindowState.Paused;
        var till = known.AcceptUntil;
        if (takes && known.PausedAt is { } paused)
            till = Math.Min(till, paused + known.AcceptUntil - known.ClosesAt);
        var inTime = Math.Min(receivedAt + at - now, at) <= till + Math.Min(Tolerance, uncertain + at - now);
        if (!takes)
            return inTime && at > known.AcceptUntil + Tolerance ? EntryResult.Late : EntryResult.Closed;
        if (!inTime)
            return known.State == WindowState.Paused ? EntryResult.Paused : EntryResult.Closed;
        if (value >= Values)
            return EntryResult.Value;
        if (!known.Entries.TryAdd(person, value))
            return EntryResult.Known;

        _latest = Math.Max(at, _latest);
        return EntryResult.Ok;
    }

    public string Seal(WindowRef window, long now, bool atOnce)
    {
        At(now);
        if (Of(window) is not { State: WindowState.Closed or WindowState.Doubtful } known)
            return State(window);

        known.Retold = known.State == WindowState.Doubtful;
        _due.Remove(window);
        known.State = WindowState.Sealed;
        if (atOnce || known.Wanted)
            Settle(known, now);
        return known.State;
    }

    public string Settle(WindowRef window, long now)
    {
        At(now);
        if (Of(window) is { State: WindowState.Closed, Lacks: false } or { State: WindowState.Doubtful })
            Of(window)!.Wanted = true;
        if (Of(window) is { State: WindowState.Sealed } known)
            Settle(known, now);
        return State(window);
    }

    public string Void(WindowRef window, long now, bool tells)
    {
        At(now);
        if (Of(window) is not { State: WindowState.Scheduled or WindowState.Closed or WindowState.Doubtful } known)
            return State(window);

        known.State = WindowState.Voided;
        _due.Remove(window);
        Append(now);
        if (tells)
            HandOver(window, known);
        return known.State;
    }

    public string Doubt(WindowRef window, long now, bool heard)
    {
        At(now);
        if (Of(window) is not { } known)
        {
            known = _windows[window] = new Known { State = WindowState.Doubtful, Kept = true, Root = _root, Opened = true };
            Append(now);
            Append(now);
            HandOver(window, known);
            _due.Remove(window);
            if (_open.GetValueOrDefault(window.Kind).Window == window)
                _open.Remove(window.Kind);
        }

        known.Wanted |= heard && known.State != WindowState.Voided;
        return known.State;
    }

    public void Reconcile(WindowRef window, long now, string booked)
    {
        At(now);
        if (Of(window) is not { } known || known.Waits)
            return;

        var takes = known.State is WindowState.Scheduled or WindowState.Open or WindowState.Paused;
        var told = known.State is WindowState.Sealed or WindowState.Settled;
        var agreed = takes || (known.State == WindowState.Voided && !known.Opened) || known.State == booked || (told && (booked != "nothing" || known.Retold));
        if (!agreed)
            HandOver(window, known);
    }

    public void Acknowledge()
    {
        HandedOver.Clear();
        foreach (var known in _windows.Values)
            known.Waits = false;
    }

    public void LoseLog() => (_root, _latest, _begun, Events) = (_root + 1, 0, false, 0);

    public void Lose(WindowRef window) => _windows.Remove(window);

    /// <summary>The room as a replica has it that has received everything so far.</summary>
    public WindowModel Copy() => new(this);

    /// <summary>The room on a replica that was promoted with what it had received.</summary>
    /// <param name="copy">What it had.</param>
    public WindowModel FailOver(WindowModel copy) => new(copy) { _history = _history + 1 };

    /// <summary>The windows in the due queue.</summary>
    public IEnumerable<string> Queued => _due.Keys.Select(window => window.Name);

    /// <summary>Those whose next step is due, and those that take entries while their log is gone.</summary>
    public IEnumerable<WindowRef> Due(long now) =>
        _due.Where(due => due.Value < Glance(now)).Select(due => due.Key)
            .Concat(_open.Values.Where(open => open.Root != _root || open.History != _history || !_begun).Select(open => open.Window));

    private void Leave(WindowRef window)
    {
        var known = Of(window);
        if (known is null && _open.GetValueOrDefault(window.Kind).Window == window)
            _open.Remove(window.Kind);
        if (known is null || (known.Kept && known.State != WindowState.Scheduled && known is not { State: WindowState.Closed, Lacks: true }))
            _due.Remove(window);
    }

    private string State(WindowRef window) => Of(window)?.State ?? WindowState.Unknown;

    private bool IsTaking(Known known) => known.State is WindowState.Open or WindowState.Paused && !IsLost(known);

    private bool IsLost(Known known) => known.Root != _root || known.History != _history;

    private void Settle(Known known, long now)
    {
        known.State = WindowState.Settled;
        Append(now);
    }

    private void Append(long now)
    {
        Events++;
        _latest = Math.Max(now, _latest);
    }

    private void HandOver(WindowRef window, Known known)
    {
        known.Waits = true;
        HandedOver.Add($"{window.Id} {known.State}");
    }

    internal sealed record Known
    {
        public string State { get; set; } = "";

        public required bool Kept { get; init; }

        public int Root { get; set; }

        public int History { get; set; }

        /// <summary>What decides it is not marked.</summary>
        public bool Lacks { get; set; }

        /// <summary>What was marked last.</summary>
        public int? Marked { get; set; }

        public long ClosesAt { get; set; }

        public long AcceptUntil { get; set; }

        public long? PausedAt { get; set; }

        public int Pauses { get; set; }

        public bool Opened { get; set; }

        public bool Wanted { get; set; }

        public bool Retold { get; set; }

        /// <summary>It was handed over, and the database has not acknowledged it.</summary>
        public bool Waits { get; set; }

        public Dictionary<string, int> Entries { get; init; } = new(StringComparer.Ordinal);
    }
}
