using System.Security.Cryptography;
using System.Text;

namespace Broadcast.Api.Embedded;

/// <summary>The paths of a private Redis.</summary>
/// <param name="Folder">Its data folder and working directory.</param>
/// <param name="Socket">Its Unix socket.</param>
/// <param name="RunFile">Names the server that was last started here: a <see cref="RedisRun"/> as JSON.</param>
internal sealed record RedisPaths(string Folder, string Socket, string RunFile)
{
    /// <summary>Longest path of a Unix socket, in bytes (<c>sun_path</c>, unix(7)).</summary>
    private const int LongestSocket = 107;

    /// <summary>For StackExchange.Redis and <c>ConnectionStrings:Redis</c>.</summary>
    public string ConnectionString => $"!{Socket}";

    /// <summary>
    /// The paths below a data directory. If the socket's path would be too long there, or would break a connection string, the socket is in
    /// a folder with a short name in the temporary folder.
    /// </summary>
    public static RedisPaths In(string dataDirectory)
    {
        var folder = Path.Combine(dataDirectory, "redis");
        var socket = Path.Combine(folder, "redis.sock");
        if (Encoding.UTF8.GetByteCount(socket) > LongestSocket || socket.AsSpan().IndexOfAny(",;=") >= 0)
        {
            var mark = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(folder)))[..16];
            socket = Path.Combine(Path.GetTempPath(), $"livefestival-{mark}", "redis.sock");
        }

        return new RedisPaths(folder, socket, Path.Combine(folder, "run.json"));
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
