using System.Text.Json;
using Broadcast.Chat.Contracts;
using Broadcast.Chat.Contracts.Feed;

namespace Broadcast.Chat.Feed;

/// <summary>The chunk of a closed second, as JSON.</summary>
internal sealed class KeptChunk(long second, FeedChunk chunk)
{
    private string _epoch = chunk.Epoch;
    private byte[] _bytes = Write(chunk);

    public long Second { get; } = second;

    public long From { get; } = chunk.From;

    public long To { get; } = chunk.To;

    public int Size => _bytes.Length;

    /// <summary>
    /// Returns the JSON with <paramref name="epoch"/> as its epoch: a new epoch continues the same log. Call with the feed's lock held.
    /// </summary>
    public byte[] Of(string epoch)
    {
        if (_epoch != epoch)
        {
            _bytes = Write(JsonSerializer.Deserialize<FeedChunk>(_bytes, ContractJson.Options)! with { Epoch = epoch });
            _epoch = epoch;
        }

        return _bytes;
    }

    public static byte[] Write<T>(T document) => JsonSerializer.SerializeToUtf8Bytes(document, ContractJson.Options);
}
