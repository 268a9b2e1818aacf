using System.Net.Sockets;

namespace Broadcast.Ingest.Processes;

/// <summary>
/// One output of a child beside its stdout: a Unix socket in a folder of its own that nobody else may enter. FFmpeg writes to it as
/// <c>unix:/path</c>, so that one process can have as many outputs as it needs.
/// </summary>
internal sealed class OutputSocket : IDisposable
{
    private readonly string _folder;
    private readonly Socket _listener;

    private OutputSocket(string folder, Socket listener) => (_folder, _listener) = (folder, listener);

    /// <summary>What FFmpeg takes as the name of the output.</summary>
    public string Url => $"unix:{SocketPath(_folder)}";

    /// <summary>Listens from now on: a child that starts afterwards never comes too early.</summary>
    /// <exception cref="IOException">The temporary folder cannot be written to.</exception>
    public static OutputSocket Listen()
    {
        var folder = Directory.CreateTempSubdirectory("lf-").FullName;
        var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            listener.Bind(new UnixDomainSocketEndPoint(SocketPath(folder)));
            listener.Listen(1);
            return new OutputSocket(folder, listener);
        }
        catch (SocketException exception)
        {
            listener.Dispose();
            Directory.Delete(folder, recursive: true);
            throw new IOException($"No socket could be made in '{folder}': {exception.Message}", exception);
        }
    }

    /// <summary>
    /// The bytes that the child writes, up to its end. FFmpeg opens its outputs once it knows its input: cancel when the child is gone.
    /// The caller disposes the stream; the socket itself is of no more use.
    /// </summary>
    public async Task<Stream> AcceptAsync(CancellationToken cancellation)
    {
        var accepted = await _listener.AcceptAsync(cancellation);
        return new NetworkStream(accepted, ownsSocket: true);
    }

    public void Dispose()
    {
        _listener.Dispose();
        try
        {
            Directory.Delete(_folder, recursive: true);
        }
        catch (DirectoryNotFoundException)
        {
            // Whoever cleans the temporary folder was first.
        }
    }

    private static string SocketPath(string folder) => Path.Combine(folder, "out");
}
