namespace Broadcast.Chat.Spine.Processes;

/// <summary>Finds programs as a shell does, so that a missing one is reported before anything starts.</summary>
internal static class ProgramPath
{
    private const UnixFileMode Executable = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <exception cref="ProgramMissingException">No such program, or not executable.</exception>
    public static string Find(string program)
    {
        if (program.Contains('/', StringComparison.Ordinal))
            return IsExecutable(program) ? Path.GetFullPath(program) : throw new ProgramMissingException(program);

        var search = Environment.GetEnvironmentVariable("PATH") is { Length: > 0 } set ? set : "/usr/local/bin:/usr/bin:/bin";
        foreach (var folder in search.Split(':', StringSplitOptions.RemoveEmptyEntries))
        {
            var path = Path.Combine(folder, program);
            if (IsExecutable(path))
                return path;
        }

        throw new ProgramMissingException(program);
    }

    private static bool IsExecutable(string path) =>
        !OperatingSystem.IsWindows() && File.Exists(path) && (File.GetUnixFileMode(path) & Executable) != UnixFileMode.None;
}
