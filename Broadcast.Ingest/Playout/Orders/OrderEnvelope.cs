using System.Globalization;
using System.Text.Json;
using Broadcast.Chat.Contracts;
using Broadcast.Chat.Contracts.Orders;
using StackExchange.Redis;

namespace Broadcast.Ingest.Playout.Orders;

/// <summary>An order as an entry of the Redis stream.</summary>
/// <param name="Id">Made by the sender; the reply carries it.</param>
/// <param name="Order">What is to be done.</param>
/// <param name="At">When it was given, Unix milliseconds.</param>
internal sealed record OrderEnvelope(string Id, PlayoutOrder Order, long At)
{
    /// <summary>An older order is not carried out any more: its sender has been answered with <c>playout.silent</c>.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(2);

    /// <summary>How many orders the stream keeps: more than are ever under way.</summary>
    public const int StreamLength = 1000;

    private static readonly RedisValue IdField = "id";
    private static readonly RedisValue OrderField = "order";
    private static readonly RedisValue AtField = "at";

    public NameValueEntry[] Fields() => [new(IdField, Id), new(OrderField, JsonSerializer.Serialize(Order, ContractJson.Options)), new(AtField, At)];

    /// <summary>A sender of an older build does not say it; the entry's id begins with the time of the server.</summary>
    private static long GivenAt(StreamEntry entry) =>
        entry[AtField] is { HasValue: true } at ? (long)at : long.Parse(((string)entry.Id!).Split('-')[0], CultureInfo.InvariantCulture);

    /// <summary>Null when the entry is not an order that this version knows.</summary>
    public static OrderEnvelope? Read(StreamEntry entry)
    {
        try
        {
            return entry[IdField] is { IsNullOrEmpty: false } id && entry[OrderField] is { IsNullOrEmpty: false } order
                ? new OrderEnvelope(id!, JsonSerializer.Deserialize<PlayoutOrder>((string)order!, ContractJson.Options)!, GivenAt(entry))
                : null;
        }
        catch (Exception exception) when (exception is JsonException or NotSupportedException)
        {
            return null;
        }
    }
}

/// <summary>The answer to an order, on the reply channel.</summary>
internal sealed record OrderReply(string Id, PlayoutReply Reply);
