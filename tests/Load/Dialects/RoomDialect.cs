using System.Diagnostics;
using System.Text;
using Load.Clients;

namespace Load.Dialects;

/// <summary>
/// Speaks to <c>/hubs/room</c> as a page does: joins, follows its position, joins again at a hole or a new epoch, and resumes when it comes
/// back. Checks that every frame begins at the client's position, and that its events and skipped count make up its span.
/// </summary>
/// <param name="room">The room that all join.</param>
/// <param name="ticket">Returns the token for the number of a connection.</param>
internal sealed class RoomDialect(string room, Func<int, string> ticket) : IDialect
{
    private const byte End = 0x1E;
    private const int Remembered = 1024;
    private const string JoinId = "j";

    private static readonly long TicksPerMillisecond = Stopwatch.Frequency / 1000;

    /// <summary>Decoded frames by a hash of their bytes: all connections get the same frames.</summary>
    private readonly (byte[] Bytes, Batch Batch)[] _known = new (byte[], Batch)[Remembered];

    /// <summary>Frames whose readers are not in the tally yet.</summary>
    private readonly List<Batch> _held = [];

    public string Target(int index) => $"/hubs/room?access_token={ticket(index)}";

    public ReadOnlySpan<byte> Ping => "{\"type\":6}\u001e"u8;

    public bool IsWhole(ReadOnlySpan<byte> payload, bool final) => payload is [.., End];

    public void Opened(Swarm swarm, Client client)
    {
        swarm.Send(client, "{\"protocol\":\"json\",\"version\":1}\u001e"u8);
        Join(swarm, client);
    }

    public int Say(Span<byte> into, int number, ReadOnlySpan<byte> text)
    {
        // The stamp makes the text unique, so the server's own id for repeats is not needed.
        Encoding.UTF8.TryGetBytes($"{{\"type\":1,\"invocationId\":\"{number}\",\"target\":\"Say\",\"arguments\":[\"", into, out var head);
        text.CopyTo(into[head..]);
        var tail = "\",null]}\u001e"u8;
        tail.CopyTo(into[(head + text.Length)..]);
        return head + text.Length + tail.Length;
    }

    public void Receive(Swarm swarm, Client client, ReadOnlySpan<byte> payload, long now)
    {
        while (!payload.IsEmpty && client.Descriptor >= 0)
        {
            var end = payload.IndexOf(End);
            var record = payload[..end];
            payload = payload[(end + 1)..];
            if (record.StartsWith("{\"type\":1,"u8))
            {
                if (Decode(swarm, record) is { } batch)
                    Hear(swarm, client, batch, now);
            }
            else if (record.StartsWith("{\"type\":3,"u8))
            {
                Answered(swarm, client, record);
            }
            else if (record.StartsWith("{\"type\":7"u8))
            {
                swarm.Lose(client);
            }
        }
    }

    private void Join(Swarm swarm, Client client)
    {
        client.Phase = Phase.Joining;
        var position = client.Epoch is null ? "null" : $"{{\"epoch\":\"{client.Epoch}\",\"offset\":{client.Position}}}";
        swarm.Send(client, Encoding.UTF8.GetBytes($"{{\"type\":1,\"invocationId\":\"{JoinId}\",\"target\":\"Join\",\"arguments\":[\"{room}\",{position}]}}\u001e"));
    }

    private Batch? Decode(Swarm swarm, ReadOnlySpan<byte> record)
    {
        // A frame's first offset is near its front; its last offset comes after its events.
        var hash = new HashCode();
        hash.Add(record.Length);
        hash.AddBytes(record[..Math.Min(record.Length, 128)]);
        hash.AddBytes(record[^Math.Min(record.Length, 96)..]);
        ref var entry = ref _known[(uint)hash.ToHashCode() % Remembered];
        if (entry.Bytes is not null && record.SequenceEqual(entry.Bytes))
            return entry.Batch;

        if (BatchReader.ReadCall(record, swarm.Schedule) is not { } batch)
            return null;

        if (!batch.IsHonest)
            swarm.Tally.Dishonest++;
        foreach (var item in batch.Events.Where(item => item.IsControl))
            swarm.ControlOffsets.Add(item.Offset);
        entry = (record.ToArray(), batch);
        return batch;
    }

    private void Hear(Swarm swarm, Client client, Batch batch, long now)
    {
        // Such frames belong to the seat that the new Join replaces.
        if (client.Phase == Phase.Joining)
            return;

        if (batch.Epoch != client.Epoch || batch.From > client.Position)
        {
            if (batch.Epoch == client.Epoch)
                swarm.Tally.Gaps++;
            Join(swarm, client);
            return;
        }

        var tally = swarm.Tally;
        if (batch.From < client.Position)
            tally.Duplicates += Math.Max(batch.Events.Count(item => item.Offset <= client.Position), 1);
        CountReader(swarm, batch, now);
        tally.Delivered += batch.Events.Count;
        tally.Skipped += batch.Skipped;
        client.Delivered += batch.Events.Count;
        client.Skipped += batch.Skipped;
        client.Control += batch.Control;
        client.Position = batch.To;
    }

    /// <summary>
    /// Counts one more reader of a frame. All who read it within a millisecond are recorded at once: a record for each event and reader
    /// would take more processor time than the server does.
    /// </summary>
    private void CountReader(Swarm swarm, Batch batch, long now)
    {
        var moment = now / TicksPerMillisecond;
        if (batch.Moment != moment)
        {
            if (batch.Readers == 0)
                _held.Add(batch);
            else
                Record(swarm, batch);
            batch.Moment = moment;
        }

        batch.Readers++;
    }

    public void Settle(Swarm swarm)
    {
        foreach (var batch in _held)
            Record(swarm, batch);
        _held.Clear();
    }

    private static void Record(Swarm swarm, Batch batch)
    {
        var now = (batch.Moment * TicksPerMillisecond) + (TicksPerMillisecond / 2);
        foreach (var item in batch.Events)
        {
            if (item.Number >= 0)
                swarm.Tally.RecordChat(item.Number, item.Due, now, batch.Readers);
            else if (item.Due > 0)
                swarm.Tally.RecordControl(item.Due, now, batch.Readers);
        }

        batch.Readers = 0;
    }

    private static void Answered(Swarm swarm, Client client, ReadOnlySpan<byte> record)
    {
        var (id, error, result) = BatchReader.ReadAnswer(record, swarm.Schedule);
        if (id != JoinId)
        {
            if (error is null)
            {
                swarm.Tally.Accepted++;
                swarm.Appended = Math.Max(swarm.Appended, result.To);
            }
            else
            {
                Tally.Count(swarm.Tally.Refused, Code(error));
            }

            return;
        }

        if (error is not null)
        {
            Tally.Count(swarm.Tally.TurnedAway, Code(error));
            swarm.Lose(client);
            return;
        }

        Joined(swarm, client, result);
    }

    private static void Joined(Swarm swarm, Client client, Batch result)
    {
        if (client.Epoch == result.Epoch)
        {
            foreach (var item in result.Events.Where(item => item.IsControl))
                swarm.ControlOffsets.Add(item.Offset);
            if (client.Reads)
            {
                swarm.Tally.Resumed += result.Events.Count;
                swarm.Tally.Delivered += result.Events.Count;
                swarm.Tally.Skipped += result.Skipped;
            }

            client.Delivered += result.Events.Count;
            client.Skipped += result.Skipped;
            client.Control += result.Control;
        }
        else
        {
            if (client.Epoch is not null)
                swarm.Tally.Resyncs++;
            (client.Epoch, client.First, client.RunFrom, client.Control, client.Delivered, client.Skipped) = (result.Epoch, result.To, result.To, 0, 0, 0);
        }

        client.Position = result.To;
        swarm.Join(client);
    }

    /// <summary>The stable code in <c>… HubException: code: text</c>.</summary>
    private static string Code(string error)
    {
        const string Marker = "HubException: ";
        var at = error.IndexOf(Marker, StringComparison.Ordinal);
        var text = at < 0 ? error : error[(at + Marker.Length)..];
        var end = text.IndexOf(':', StringComparison.Ordinal);
        return end < 0 ? text : text[..end];
    }
}
