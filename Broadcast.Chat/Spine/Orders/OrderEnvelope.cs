using System.Globalization;
using System.Text.Json;
using Broadcast.Chat.Contracts;
using StackExchange.Redis;

namespace Broadcast.Chat.Spine.Orders;

/// <summary>An order as an entry of the Redis stream.</summary>
/// <param name="Id">Made by the sender; the reply carries it.</param>
/// <param name="Order">What is to be done.</param>
/// <param name="At">When it was given, Unix milliseconds.</param>
internal sealed record OrderEnvelope<TOrder>(string Id, TOrder Order, long At) where TOrder : class
{
    private static readonly RedisValue IdField = "id";
    private static readonly RedisValue OrderField = "order";
    private static readonly RedisValue AtField = "at";

    public NameValueEntry[] Fields() => [new(IdField, Id), new(OrderField, JsonSerializer.Serialize(Order, ContractJson.Options)), new(AtField, At)];

    /// <summary>Null when the entry is not an order that this version knows.</summary>
    public static OrderEnvelope<TOrder>? Read(StreamEntry entry)
    {
        try
        {
            return entry[IdField] is { IsNullOrEmpty: false } id && entry[OrderField] is { IsNullOrEmpty: false } order
                ? new OrderEnvelope<TOrder>(id!, JsonSerializer.Deserialize<TOrder>((string)order!, ContractJson.Options)!, GivenAt(entry))
                : null;
        }
        catch (Exception exception) when (exception is JsonException or NotSupportedException)
        {
            return null;
        }
    }

    /// <summary>A sender of an older build does not say it; the entry's id begins with the time of the server.</summary>
    private static long GivenAt(StreamEntry entry) =>
        entry[AtField] is { HasValue: true } at ? (long)at : long.Parse(((string)entry.Id!).Split('-')[0], CultureInfo.InvariantCulture);
}

/// <summary>The answer to an order, on the reply channel.</summary>
internal sealed record OrderReply<TReply>(string Id, TReply Reply);
