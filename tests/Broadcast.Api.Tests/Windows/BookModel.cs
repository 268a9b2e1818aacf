namespace Broadcast.Api.Tests.Windows;

/// <summary>What the database ought to hold of a window: the rules said once more and as plainly as can be. Times in Unix milliseconds.</summary>
internal sealed class BookModel(long? opensAt, long lasts, long at, int uncertain)
{
    private const int Tolerance = 250;
    private long? _closesAt;
    private long? _pausedAt;

    /// <summary>The latest time at which something was decided about it.</summary>
    private long _at = at;

    public List<string> States { get; } = ["scheduled"];

    public Dictionary<string, (int Value, string? Key)> Entries { get; } = new(StringComparer.Ordinal);

    public string State => States[^1];

    public long? DueAt { get; private set; } = opensAt;

    public bool Open(long now) => State == "scheduled" && Become("open", now, at =>
    {
        _closesAt = at + lasts;
        DueAt = _closesAt + BookRig.Grace + Tolerance;
    });

    public bool Pause(long now) => State == "open" && Become("paused", now, at => (_pausedAt, DueAt) = (at, null));

    public bool Resume(long now) => State == "paused" && Become("open", now, at =>
    {
        (_closesAt, _pausedAt) = (_closesAt + at - _pausedAt, null);
        DueAt = _closesAt + BookRig.Grace + Tolerance;
    });

    public bool Close(long now, bool atOnce) =>
        (atOnce ? State is "open" or "paused" : State == "open" && At(now) > _closesAt + BookRig.Grace + Tolerance) && Become("closed", now, at => DueAt = at);

    public bool Seal(long now) => State == "closed" && Become("sealed", now, at => DueAt = at);

    public bool Settle(long now) => State == "sealed" && Become("settled", now, _ => DueAt = null);

    public bool Void(long now) => State is "scheduled" or "open" or "paused" or "closed" && Become("voided", now, _ => DueAt = null);

    /// <summary>What somebody who looks at the due queue does.</summary>
    public bool Due(long now) => DueAt <= now && State switch
    {
        "scheduled" => Open(now),
        "open" => Close(now, atOnce: false),
        "closed" => Seal(now),
        "sealed" => Settle(now),
        _ => false,
    };

    public string Enter(long now, string person, int value, long receivedAt, string? key)
    {
        if (Entries.TryGetValue(person, out var first))
            return key is null || key != first.Key ? "known" : value == first.Value ? "repeated" : "mismatch";
        if (State is not ("open" or "paused"))
            return "closed";
        var till = _closesAt!.Value + BookRig.Grace;
        if (_pausedAt + BookRig.Grace < till)
            till = _pausedAt!.Value + BookRig.Grace;
        if (Math.Min(receivedAt, At(now)) > till + uncertain)
            return State == "paused" ? "paused" : "closed";
        if (value >= BookRig.Values)
            return "value";

        Entries.Add(person, (value, key));
        _at = At(now);
        return "ok";
    }

    private bool Become(string state, long now, Action<long> change)
    {
        _at = At(now);
        States.Add(state);
        change(_at);
        return true;
    }

    private long At(long now) => Math.Max(now, _at);
}
