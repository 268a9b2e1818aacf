using Broadcast.Chat.Spine.Hosting;

namespace Broadcast.Chat.Spine.Processes;

/// <summary>A program that the host needs is not installed. The message says which Debian package has it.</summary>
internal sealed class ProgramMissingException(string program)
    : StartFailure($"'{Path.GetFileName(program)}' was not found. Install the Debian package '{PackageOf(program)}' (apt-get install {PackageOf(program)}).")
{
    private static string PackageOf(string program) => Path.GetFileName(program) switch
    {
        "ffprobe" => "ffmpeg",
        "redis-cli" => "redis-tools",
        "setsid" => "util-linux",
        "sh" => "dash",
        var name => name,
    };
}
