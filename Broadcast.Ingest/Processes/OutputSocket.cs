using System.Globalization;
using System.Net.Sockets;

namespace Broadcast.Ingest.Processes;

/// <summary>
/// One output of a child beside its stdout: a Unix socket in a folder of its own that nobody else may enter. FFmpeg writes to it as
/// <c>unix:/path</c>, so that one process can have as many outputs as it needs. The folder goes as soon as the child has connected; what a
/// host left that was killed before, the next one clears away.
/// </summary>
internal sealed class OutputSocket : IDisposable
{
    private const string Prefix = "lf-";

    /// <summary>Once a process: the folders of those that are dead.</summary>
    private static readonly Lazy<bool> Cleared = new(() => ClearAway(Path.GetTempPath()));

    private readonly string _folder;
    private readonly Socket _listener;

    private OutputSocket(string folder, Socket listener) => (_folder, _listener) = (folder, listener);

    /// <summary>What FFmpeg takes as the name of the output.</summary>
    public string Url => $"unix:{SocketPath(_folder)}";

    /// <summary>Listens from now on: a child that starts afterwards never comes too early.</summary>
    /// <exception cref="IOException">The temporary folder cannot be written to, its path is too long, or there are no descriptors left.</exception>
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
            throw new IOException($"No socket could be made in '{folder ?? Path.GetTempPath()}': {exception.Message}", exception);
        }
    }

    /// <summary>Removes the folders that were made by processes which are no more. Always true.</summary>
    /// <param name="parent">Where they lie.</param>
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
            // What cannot be looked through stays as it is; whether a socket can be made is seen next.
        }

        return true;
    }

    /// <summary>
    /// The bytes that the child writes, up to its end. FFmpeg opens its outputs once it knows its input: cancel when the child is gone.
    /// The caller disposes the stream; the socket itself is of no more use and goes.
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
            throw new IOException($"The output was not taken: {exception.Message}", exception);
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
            // Whoever cleans the temporary folder was first, or it is another's: an empty folder more is no reason to stop.
        }
    }

    /// <summary>With the start time, because ids are used again: the host of a container is always process 1.</summary>
    private static string OwnPrefix() =>
        ProcessIdentity.Of(Environment.ProcessId) is { } own ? string.Create(CultureInfo.InvariantCulture, $"{Prefix}{own.Id}-{own.StartTime}-") : Prefix;

    private static ProcessIdentity? MakerOf(string name) =>
        name.Split('-') is [_, var id, var start, _] && int.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var process)
            && ulong.TryParse(start, NumberStyles.None, CultureInfo.InvariantCulture, out var began)
            ? new ProcessIdentity(process, began)
            : null;

    private static string SocketPath(string folder) => Path.Combine(folder, "out");
}
