using System.Globalization;
using System.Net.Sockets;

namespace Broadcast.Chat.Spine.Processes;

/// <summary>
/// An output of a child besides its stdout: a Unix socket in its own folder, which no other user may enter. FFmpeg writes to
/// <c>unix:/path</c>, so that one process can have as many outputs as it needs. The folder is deleted once the child has connected;
/// folders left by a killed host are deleted by the next one.
/// </summary>
internal sealed class OutputSocket : IDisposable
{
    private const string Prefix = "lf-";

    /// <summary>Deletes the folders of dead processes, once per process.</summary>
    private static readonly Lazy<bool> Cleared = new(() => ClearAway(Path.GetTempPath()));

    private readonly string _folder;
    private readonly Socket _listener;

    private OutputSocket(string folder, Socket listener) => (_folder, _listener) = (folder, listener);

    /// <summary>The name of the output in FFmpeg's arguments.</summary>
    public string Url => $"unix:{SocketPath(_folder)}";

    /// <summary>Creates the socket and listens at once, so that a child may start right afterwards.</summary>
    /// <exception cref="IOException">The temporary folder is not writable, its path is too long, or no descriptors are left.</exception>
    public static OutputSocket Listen()
    {
        _ = Cleared.Value;
        string? folder = null;
        Socket? listener = null;
        try
        {
            folder = Directory.CreateTempSubdirectory(OwnPrefix()).FullName;
            listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            listener.Bind(new UnixDomainSocketEndPoint(SocketPath(folder)));
            listener.Listen(1);
            return new OutputSocket(folder, listener);
        }
        catch (Exception exception) when (exception is SocketException or IOException or UnauthorizedAccessException or ArgumentException)
        {
            listener?.Dispose();
            if (folder is not null)
                Remove(folder);
            throw new IOException($"Cannot create an output socket in '{folder ?? Path.GetTempPath()}': {exception.Message}", exception);
        }
    }

    /// <summary>Deletes the folders of processes that have ended. Always true.</summary>
    /// <param name="parent">The folder that holds them.</param>
    public static bool ClearAway(string parent)
    {
        try
        {
            foreach (var folder in Directory.EnumerateDirectories(parent, Prefix + "*"))
            {
                if (MakerOf(Path.GetFileName(folder)) is { } maker && ProcessIdentity.Of(maker.Id) != maker)
                    Remove(folder);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // A parent that cannot be listed stays as it is; if no socket can be created there, Listen reports it.
        }

        return true;
    }

    /// <summary>
    /// Waits for the child to connect and returns the bytes that it writes. FFmpeg opens its outputs once it knows its input: cancel when
    /// the child is gone. The caller disposes the stream; the listening socket and its folder are removed.
    /// </summary>
    /// <exception cref="IOException">There are no descriptors left.</exception>
    public async Task<Stream> AcceptAsync(CancellationToken cancellation)
    {
        try
        {
            return new NetworkStream(await _listener.AcceptAsync(cancellation), ownsSocket: true);
        }
        catch (SocketException exception)
        {
            throw new IOException($"The child's connection to its output socket was not accepted: {exception.Message}", exception);
        }
        finally
        {
            Dispose();
        }
    }

    public void Dispose()
    {
        _listener.Dispose();
        Remove(_folder);
    }

    private static void Remove(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Deleted by somebody else, or another user's: a folder that stays is no reason to stop.
        }
    }

    /// <summary>Includes the start time, because process ids are reused: the host of a container is always process 1.</summary>
    private static string OwnPrefix() =>
        ProcessIdentity.Of(Environment.ProcessId) is { } own ? string.Create(CultureInfo.InvariantCulture, $"{Prefix}{own.Id}-{own.StartTime}-") : Prefix;

    private static ProcessIdentity? MakerOf(string name) =>
        name.Split('-') is [_, var id, var start, _] && int.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var process)
            && ulong.TryParse(start, NumberStyles.None, CultureInfo.InvariantCulture, out var began)
            ? new ProcessIdentity(process, began)
            : null;

    private static string SocketPath(string folder) => Path.Combine(folder, "out");
}
