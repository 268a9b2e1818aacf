using Broadcast.Chat.Spine.Hosting;

namespace Broadcast.Api.Spine;

/// <summary>
/// The directory of everything that the host stores. The host that holds its lock owns all of it; the kernel releases the lock when the
/// host ends, even if it is killed.
/// </summary>
internal sealed class DataDirectory(string path) : IDisposable
{
    private FileStream? _lock;

    public string Path { get; } = System.IO.Path.GetFullPath(path);

    public string File(string name) => System.IO.Path.Combine(Path, name);

    /// <exception cref="StartFailure">Another host holds the lock, or the directory cannot be written.</exception>
    public void Lock()
    {
        try
        {
            Make();
            _lock = new FileStream(File("lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (UnauthorizedAccessException refused)
        {
            throw new StartFailure($"The data directory {Path} cannot be written: {refused.Message} Give the user who starts the host the right to, or choose another with --DataDirectory.", refused);
        }
        catch (IOException taken) when (FileLock.IsTaken(taken))
        {
            throw new StartFailure($"Another host uses the data directory {Path}. End it, or choose another directory with --DataDirectory.", taken);
        }
        catch (IOException unusable)
        {
            throw new StartFailure($"The data directory {Path} cannot be used: {unusable.Message} Choose one on a disk that can be written, and has space, with --DataDirectory.", unusable);
        }
    }

    /// <summary>Creates the directory, accessible by its owner only, because it holds keys and tokens.</summary>
    public void Make()
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(Path);
        else
            Directory.CreateDirectory(Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    public void Dispose() => _lock?.Dispose();
}
