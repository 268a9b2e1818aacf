using StackExchange.Redis;

namespace Broadcast.Chat.Windows;

/// <summary>A window before Redis has it.</summary>
/// <param name="Ref">Its room, kind and id.</param>
/// <param name="Values">Entries have a value from 0 to below this.</param>
/// <param name="Kept">True when the database decides the result, false when only Redis keeps it.</param>
/// <param name="Own">What its kind adds.</param>
internal sealed record NewWindow(WindowRef Ref, int Values, bool Kept, IReadOnlyList<HashEntry> Own)
{
    /// <summary>The fields, each with its value.</summary>
    public RedisValue[] Fields => Flat([new("n", Values), new("kept", Kept ? "1" : ""), .. Own]);

    public static RedisValue[] Flat(IEnumerable<HashEntry> fields) => [.. fields.SelectMany(field => (RedisValue[])[field.Name, field.Value])];
}
