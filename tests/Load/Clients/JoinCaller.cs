using System.Globalization;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace Load.Clients;

/// <summary>One connection to <c>/hubs/room</c> that only joins, and counts the bytes of each answer. Frames of the room are read and dropped.</summary>
internal sealed class JoinCaller(string room) : IDisposable
{
    private const byte End = 0x1E;

    private readonly ClientWebSocket _socket = new();
    private readonly MemoryStream _unread = new();
    private readonly byte[] _chunk = new byte[1 << 20];
    private int _calls;

    /// <summary>Connects with the SignalR protocol <c>json</c>.</summary>
    /// <param name="node">Host and port of a chat process.</param>
    /// <param name="ticket">The caller's token.</param>
    public async Task ConnectAsync(string node, string ticket)
    {
        await _socket.ConnectAsync(new Uri($"ws://{node}/hubs/room?access_token={ticket}"), CancellationToken.None);
        await SendAsync("""{"protocol":"json","version":1}""");
        await NextAsync();
    }

    /// <summary>Joins without a position.</summary>
    /// <returns>The epoch of the room's log.</returns>
    public async Task<string> EnterAsync()
    {
        using var answer = JsonDocument.Parse(await CallAsync("null"));
        return answer.RootElement.GetProperty("result").GetProperty("epoch").GetString()!;
    }

    /// <summary>Joins from the log's beginning.</summary>
    /// <returns>The bytes of the answer, and whether it was refused.</returns>
    public async Task<(int Bytes, bool Refused)> JoinFromStartAsync(string epoch)
    {
        var answer = await CallAsync($$"""{"epoch":"{{epoch}}","offset":0}""");
        return (answer.Length, answer.AsSpan(0, Math.Min(answer.Length, 64)).IndexOf("\"error\""u8) >= 0);
    }

    public void Dispose()
    {
        _socket.Dispose();
        _unread.Dispose();
    }

    private async Task<byte[]> CallAsync(string position)
    {
        var id = (++_calls).ToString(CultureInfo.InvariantCulture);
        await SendAsync($$"""{"type":1,"invocationId":"{{id}}","target":"Join","arguments":["{{room}}",{{position}}]}""");
        var start = Encoding.UTF8.GetBytes($$"""{"type":3,"invocationId":"{{id}}",""");
        while (true)
        {
            if (await NextAsync() is var record && record.AsSpan().StartsWith(start))
                return record;
        }
    }

    private async Task SendAsync(string record) =>
        await _socket.SendAsync(Encoding.UTF8.GetBytes($"{record}\u001e"), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);

    /// <summary>The next record, without its end mark.</summary>
    private async Task<byte[]> NextAsync()
    {
        while (true)
        {
            var held = _unread.GetBuffer().AsSpan(0, (int)_unread.Length);
            if (held.IndexOf(End) is var end and >= 0)
            {
                var record = held[..end].ToArray();
                var rest = held[(end + 1)..].ToArray();
                _unread.SetLength(0);
                _unread.Write(rest);
                return record;
            }

            var read = await _socket.ReceiveAsync(_chunk.AsMemory(), CancellationToken.None);
            if (read.MessageType == WebSocketMessageType.Close)
                throw new InvalidOperationException($"The server closed the connection: {_socket.CloseStatusDescription}");
            _unread.Write(_chunk.AsSpan(0, read.Count));
        }
    }
}
