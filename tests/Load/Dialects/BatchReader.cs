using System.Diagnostics;
using System.Text.Json;
using Load.Clients;
using Load.Wire;

namespace Load.Dialects;

/// <summary>Reads frames and answers of <c>/hubs/room</c>.</summary>
internal static class BatchReader
{
    /// <summary>The one argument of an <c>Events</c> call; null for another call.</summary>
    public static Batch? ReadCall(ReadOnlySpan<byte> record, Schedule? schedule)
    {
        var reader = new Utf8JsonReader(record);
        var batch = new Batch();
        var isEvents = false;
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("target"u8))
            {
                reader.Read();
                isEvents = reader.ValueTextEquals("Events"u8);
            }
            else if (reader.ValueTextEquals("arguments"u8))
            {
                reader.Read();
                reader.Read();
                if (reader.TokenType == JsonTokenType.StartObject)
                    ReadBatch(ref reader, batch, schedule);
                while (reader.TokenType != JsonTokenType.EndArray || reader.CurrentDepth != 1)
                    reader.Read();
            }
            else
            {
                reader.Skip();
            }
        }

        return isEvents ? batch : null;
    }

    /// <summary>The answer to a call: its id, its error or null, and the parts of <c>result</c> that the load tool needs.</summary>
    public static (string Id, string? Error, Batch Result) ReadAnswer(ReadOnlySpan<byte> record, Schedule? schedule)
    {
        var reader = new Utf8JsonReader(record);
        var (id, error, result) = ("", (string?)null, new Batch());
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("invocationId"u8))
            {
                reader.Read();
                id = reader.GetString()!;
            }
            else if (reader.ValueTextEquals("error"u8))
            {
                reader.Read();
                error = reader.GetString();
            }
            else if (reader.ValueTextEquals("result"u8))
            {
                reader.Read();
                if (reader.TokenType == JsonTokenType.StartObject)
                    ReadBatch(ref reader, result, schedule);
                else
                    reader.Skip();
            }
            else
            {
                reader.Skip();
            }
        }

        return (id, error, result);
    }

    /// <summary>Reads an EventBatch, or a JoinResult or Appended, whose <c>offset</c> stands for a batch's <c>to</c>.</summary>
    private static void ReadBatch(ref Utf8JsonReader reader, Batch batch, Schedule? schedule)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("epoch"u8))
                batch.Epoch = Text(ref reader);
            else if (reader.ValueTextEquals("from"u8))
                batch.From = Number(ref reader);
            else if (reader.ValueTextEquals("to"u8) || reader.ValueTextEquals("offset"u8))
                batch.To = Number(ref reader);
            else if (reader.ValueTextEquals("skipped"u8))
                batch.Skipped = Number(ref reader);
            else if (reader.ValueTextEquals("events"u8))
                ReadEvents(ref reader, batch, schedule);
            else
                reader.Skip();
        }
    }

    private static void ReadEvents(ref Utf8JsonReader reader, Batch batch, Schedule? schedule)
    {
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
        {
            var heard = ReadEvent(ref reader, schedule);
            batch.Events.Add(heard);
            if (heard.IsControl)
                batch.Control++;
        }
    }

    private static Heard ReadEvent(ref Utf8JsonReader reader, Schedule? schedule)
    {
        var (offset, control, number, due) = (0L, true, -1, 0L);
        var depth = reader.CurrentDepth;
        while (reader.Read() && !(reader.TokenType == JsonTokenType.EndObject && reader.CurrentDepth == depth))
        {
            if (reader.TokenType != JsonTokenType.PropertyName)
                continue;

            if (reader.CurrentDepth == depth + 1 && reader.ValueTextEquals("offset"u8))
            {
                offset = Number(ref reader);
            }
            else if (reader.CurrentDepth == depth + 1 && reader.ValueTextEquals("type"u8))
            {
                reader.Read();
                control = !reader.ValueTextEquals("chat"u8);
            }
            else if (reader.CurrentDepth == depth + 2 && reader.ValueTextEquals("text"u8))
            {
                reader.Read();
                var at = 0;
                if (!Stamp.TryFind(reader.ValueSpan, ref at, out number, out due))
                    (number, due) = (-1, 0);
            }
            else if (reader.CurrentDepth == depth + 3 && reader.ValueTextEquals("id"u8))
            {
                due = DueOfPin(Text(ref reader), schedule);
            }
        }

        return new Heard(offset, control, number, due);
    }

    /// <summary>
    /// When a pin was due, in ticks; 0 when it is not of this schedule. A pin carries no stamp, so it counts as the newest turn of its
    /// product. That is exact as long as a pin takes less time than all products take turns.
    /// </summary>
    private static long DueOfPin(string product, Schedule? schedule)
    {
        if (schedule is null)
            return 0;

        var turn = schedule.Products.ToList().IndexOf(product);
        var every = Swarm.Ticks(schedule.PinEvery.TotalSeconds);
        var newest = (Stopwatch.GetTimestamp() - schedule.Start) / every;
        if (turn < 0 || newest < turn)
            return 0;

        return schedule.Start + ((newest - ((newest - turn) % schedule.Products.Count)) * every);
    }

    private static long Number(ref Utf8JsonReader reader)
    {
        reader.Read();
        return reader.GetInt64();
    }

    private static string Text(ref Utf8JsonReader reader)
    {
        reader.Read();
        return reader.TokenType == JsonTokenType.String ? reader.GetString()! : "";
    }
}
