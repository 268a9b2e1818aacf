using System.Net.Sockets;
using System.Text;

namespace Broadcast.Api.Embedded;

/// <summary>
/// Sends single commands to the private Redis while the host starts, when the real Redis client does not exist yet: one inline command
/// per connection.
/// </summary>
internal static class RedisSocket
{
    private const int LongestReply = 64 * 1024;

    /// <summary>
    /// The first reply: a simple one as it is sent (<c>+PONG</c>), a bulk one without its length. Null when nobody listens, the server
    /// closes without a reply, or <paramref name="patience"/> is over.
    /// </summary>
    public static async Task<string?> AskAsync(string socketPath, string command, TimeSpan patience, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(patience);
        try
        {
            using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(socketPath), limit.Token);
            await socket.SendAsync(Encoding.ASCII.GetBytes($"{command}\r\n"), limit.Token);
            return await ReadAsync(socket, limit.Token);
        }
        catch (SocketException)
        {
            return null;
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return null;
        }
    }

    /// <summary>In RESP2 a simple reply is one line, and a bulk reply begins with its length in bytes.</summary>
    private static async Task<string?> ReadAsync(Socket socket, CancellationToken cancellation)
    {
        var bytes = new byte[LongestReply];
        var length = 0;
        while (length < bytes.Length)
        {
            var read = await socket.ReceiveAsync(bytes.AsMemory(length), cancellation);
            if (read == 0)
                return length == 0 ? null : Encoding.UTF8.GetString(bytes, 0, length);

            length += read;
            var text = Encoding.UTF8.GetString(bytes, 0, length);
            var line = text.IndexOf("\r\n", StringComparison.Ordinal);
            if (line < 0)
                continue;
            if (text[0] != '$')
                return text[..line];
            if (int.TryParse(text.AsSpan(1, line - 1), out var bulk) && length >= line + 2 + bulk)
                return text[(line + 2)..];
        }

        return null;
    }
}
