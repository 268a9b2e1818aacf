using System.Text.Json;
using Broadcast.Chat.Contracts;

namespace Broadcast.Chat.Feed;

/// <summary>A closed second, written.</summary>
internal sealed class KeptChunk(long second, FeedChunk chunk)
{
    private string _epoch = chunk.Epoch;
    private byte[] _bytes = Write(chunk);

    public long Second { get; } = second;

    public long From { get; } = chunk.From;

    public long To { get; } = chunk.To;

    public int Size => _bytes.Length;

    /// <summary>As it reads in <paramref name="epoch"/>: one epoch goes on with the log of another. Called under the feed's lock.</summary>
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
