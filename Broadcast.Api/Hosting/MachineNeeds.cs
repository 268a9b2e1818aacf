using Broadcast.Api.Spine;
using Broadcast.Chat.Spine.Hosting;

namespace Broadcast.Api.Hosting;

/// <summary>
/// What a machine must have left for a host with all roles. With less it would start and then fail somewhere, in words of SQLite, Redis or the
/// kernel; so it says at once what is missing.
/// </summary>
internal static class MachineNeeds
{
    /// <summary>For the database and its log, those of Redis, the slate, and the demo's films.</summary>
    internal const long Disk = 128 << 20;

    internal const long Memory = 256 << 20;

    /// <summary>With four stages, an encoder for each, and two scenes that are drawn at a time.</summary>
    internal const long MemoryOfDemo = 700 << 20;

    /// <exception cref="StartFailure">The machine has less.</exception>
    public static void Check(HostRoles roles, DataDirectory directory)
    {
        var faults = Faults(roles.Demo, directory.Path, FreeDisk(directory.Path), FreeMemory.Read());
        if (faults.Count > 0)
            throw new StartFailure(faults);
    }

    /// <summary>Pure. Sizes are in bytes; null where the system does not tell.</summary>
    internal static IReadOnlyList<string> Faults(bool demo, string directory, long? disk, long? memory)
    {
        var faults = new List<string>();
        if (disk < Disk)
            faults.Add($"The disk of the data directory {directory} has {Megabytes(disk.Value)} MB left, and {Megabytes(Disk)} are needed. Free some, or choose a directory on another disk with --DataDirectory.");
        var wanted = demo ? MemoryOfDemo : Memory;
        if (memory < wanted)
            faults.Add(
                $"This machine has {Megabytes(memory.Value)} MB of memory left, and a host with all roles{(demo ? " and the demo" : "")} needs {Megabytes(wanted)}. End other programs, "
                + $"{(demo ? "start with --Demo false" : "put the roles on several machines with --Roles")}, or take a machine with more.");
        return faults;
    }

    private static long Megabytes(long bytes) => bytes >> 20;

    private static long? FreeDisk(string path)
    {
        try
        {
            return new DriveInfo(path).AvailableFreeSpace;
        }
        catch (Exception unknown) when (unknown is IOException or UnauthorizedAccessException or ArgumentException)
        {
            // A file system that does not tell is found out by writing to it.
            return null;
        }
    }
}
