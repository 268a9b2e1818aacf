using System.Globalization;
using Broadcast.Chat.Contracts.Events;
using Broadcast.Chat.Rooms.Log;
using StackExchange.Redis;

namespace Broadcast.Chat.Windows;

/// <summary>A window as Redis holds it, with what its kind adds: not for anybody's eyes before the result is shown.</summary>
internal sealed record Window
{
    public required WindowRef Ref { get; init; }

    /// <summary>One of <see cref="WindowState"/>.</summary>
    public required string State { get; init; }

    /// <summary>When it opens, or has opened, Unix milliseconds.</summary>
    public required long OpensAt { get; init; }

    /// <summary>The end in the picture, channel time, Unix milliseconds; 0 while it is scheduled.</summary>
    public required long ClosesAt { get; init; }

    /// <summary>Entries are taken until then, Unix milliseconds; 0 while it is scheduled.</summary>
    public required long AcceptUntil { get; init; }

    /// <summary>Since when its time stands still, Unix milliseconds; null while it goes on.</summary>
    public required long? PausedAt { get; init; }

    /// <summary>How often it was paused.</summary>
    public required int Pauses { get; init; }

    /// <summary>The offset of the event that opened it; 0 before that, and of one that was made anew after a loss.</summary>
    public required long Offset { get; init; }

    /// <summary>The root of the log in which it was opened.</summary>
    public required string Root { get; init; }

    /// <summary>The epoch in which it was opened; empty when that is lost.</summary>
    public required string Epoch { get; init; }

    /// <summary>The number of entries of each value.</summary>
    public required IReadOnlyList<long> Counts { get; init; }

    /// <summary>JSON; null before it is sealed.</summary>
    public required string? Result { get; init; }

    /// <summary>True while what decides it is not marked.</summary>
    public bool Lacks => Fields.ContainsKey(WindowStore.LacksField);

    /// <summary>True when its result came from the database after Redis had lost a part of it: its entries are not whole.</summary>
    public required bool Retold { get; init; }

    /// <summary>What its kind added.</summary>
    public required IReadOnlyDictionary<string, RedisValue> Fields { get; init; }

    /// <summary>Who opened it; null while it is scheduled.</summary>
    public EventAuthor? OpenedBy => AuthorOf("tail");

    /// <summary>Who closed it; null before that, and when an older build has closed it.</summary>
    public EventAuthor? ClosedBy => AuthorOf("ended");

    /// <summary>False for one that is scheduled, or was cancelled.</summary>
    public bool HasOpened => AcceptUntil > 0;

    /// <summary>True once no more entries come in and it was not voided: the entries are whole, and may be drawn from.</summary>
    public bool IsComplete => State is WindowState.Closed or WindowState.Sealed or WindowState.Settled;

    private EventAuthor? AuthorOf(string tail) =>
        Fields.TryGetValue(tail, out var text) && !text.IsNullOrEmpty ? LogEntry.Parse("0", "0", (string)text!).By : null;

    /// <summary>Null when Redis does not have it, or has only a refused id.</summary>
    public static Window? Read(WindowRef window, IReadOnlyList<HashEntry> hash)
    {
        var fields = hash.ToDictionary(entry => (string)entry.Name!, entry => entry.Value, StringComparer.Ordinal);
        if (fields.Count == 0 || fields.ContainsKey("refused"))
            return null;

        return new Window
        {
            Ref = window,
            State = fields["state"]!,
            OpensAt = Number("opensAt"),
            ClosesAt = Number("closesAt"),
            AcceptUntil = Number("acceptUntil"),
            PausedAt = fields.TryGetValue("pausedAt", out var paused) ? (long)paused : null,
            Pauses = (int)Number("pauses"),
            Offset = Number("offset"),
            Root = Text("root"),
            Epoch = Text("epoch"),
            Counts = [.. Enumerable.Range(0, (int)Number("n")).Select(value => Number(string.Create(CultureInfo.InvariantCulture, $"c{value}")))],
            Result = fields.TryGetValue("result", out var result) ? (string?)result : null,
            Retold = fields.ContainsKey("retold"),
            Fields = fields,
        };

        long Number(string field) => fields.TryGetValue(field, out var value) ? (long)value : 0;
        string Text(string field) => fields.TryGetValue(field, out var value) ? (string)value! : "";
    }
}
