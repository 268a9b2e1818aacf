using System.Security.Cryptography;
using System.Text;

namespace Broadcast.Api.Embedded;

/// <summary>Where a private Redis keeps its data and its socket.</summary>
/// <param name="Folder">Its working directory.</param>
/// <param name="Socket">Its Unix socket.</param>
/// <param name="RunFile">Process and run id of the server that was last started here.</param>
internal sealed record RedisPlace(string Folder, string Socket, string RunFile)
{
    /// <summary>A socket's path has room for 107 bytes (<c>sun_path</c>, unix(7)).</summary>
    private const int LongestSocket = 107;

    /// <summary>For StackExchange.Redis and <c>ConnectionStrings:Redis</c>.</summary>
    public string ConnectionString => $"!{Socket}";

    /// <summary>The socket lies in the data directory, or, where its path would be too long or would break a connection string, in a short one of the temporary folder.</summary>
    public static RedisPlace In(string dataDirectory)
    {
        var folder = Path.Combine(dataDirectory, "redis");
        var socket = Path.Combine(folder, "redis.sock");
        if (Encoding.UTF8.GetByteCount(socket) > LongestSocket || socket.AsSpan().IndexOfAny(",;=") >= 0)
        {
            var mark = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(folder)))[..16];
            socket = Path.Combine(Path.GetTempPath(), $"livefestival-{mark}", "redis.sock");
        }

        return new RedisPlace(folder, socket, Path.Combine(folder, "run.json"));
    }

    /// <summary>Makes both folders, for their owner only.</summary>
    public void Make()
    {
        foreach (var folder in new[] { Folder, Path.GetDirectoryName(Socket)! })
        {
            if (OperatingSystem.IsWindows())
                Directory.CreateDirectory(folder);
            else
                Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }
}
